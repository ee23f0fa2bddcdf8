#include "server/store/deadline_table.h"

#include "server/store/columns.h"
#include "server/store/deadline_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void deadline_body(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.rule);
  c.text(row.hook);
  c.text(row.clause);
  c.choice(row.effect, Effect::kService);
  c.integer(row.anchor_ms);
  c.choice(row.budget.unit, BudgetUnit::kFixedDate);
  c.integer(row.budget.days);
  c.day(row.budget.fixed_date);
  c.text(row.rule_version);
  c.text(row.calendar_version);
  c.text(row.due_nominal);
  c.integer(row.due_ms);
  c.flag(row.provisional);
  c.choice(row.state, DeadlineState::kVoid);
  c.integer(row.armed_ms);
  c.integer(row.armed_sequence);
  c.integer(row.stopped_ms);
  c.integer(row.supersedes);
  c.text(row.next_rung);
  c.integer(row.next_rung_ms);
}

template <class Columns, class Row>
void rung_columns(Columns& c, Row& row) {
  c.integer(row.deadline);
  c.text(row.rung);
  c.integer(row.due_ms);
  c.integer(row.claimed_ms);
  c.flag(row.inherited);
}

std::vector<DeadlineRow> fetch_deadlines(Statement& statement) {
  std::vector<DeadlineRow> out;
  for (auto rows = statement.query(); rows.next();) {
    DeadlineRow& row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(row.id);
    columns.text(row.subject);
    deadline_body(columns, row);
  }
  return out;
}

// The ladder goes on after a deadline: its last rung is 15 working days later (process, §5), and
// a year's notice moves those too.
constexpr std::chrono::days kLongestLadder{62};

}  // namespace

// The order of the parameters is that of running().
DeadlineListing deadline_listing(const DeadlineFilter& filter) {
  DeadlineListing out{std::string(sql::kSelectListedDeadlines), "ii"};
  const auto add = [&](const char* term, const char* parameters) {
    out.text += term;
    out.parameters += parameters;
  };
  if (!filter.county.empty()) add(" AND d.county = :county", "t");
  if (!filter.rule.empty()) add(" AND d.rule = :rule", "t");
  if (filter.effect) add(" AND d.effect = :effect", "i");
  if (filter.provisional_only) add(" AND d.provisional <> 0", "");
  if (filter.due_before) add(" AND d.due_ms < :before_ms", "i");
  add(" ORDER BY d.due_ms, d.id LIMIT :limit", "i");
  return out;
}

DeadlineTable::PreparedListing::PreparedListing(Connection& connection, DeadlineListing listing)
    : wanted(std::move(listing)),
      statement(connection, Sql{wanted.text, wanted.parameters, sql::kListedDeadlineKinds}) {}

DeadlineTable::DeadlineTable(Connection& connection)
    : connection_(connection),
      find_(connection, sql::kFindDeadline),
      of_subject_(connection, sql::kDeadlinesOf),
      all_(connection, sql::kAllDeadlines),
      due_(connection, sql::kDueDeadlines),
      next_rung_(connection, sql::kNextRungInstant),
      touching_year_(connection, sql::kDeadlinesTouchingYear),
      rungs_(connection, sql::kRungsOf),
      counts_(connection, sql::kCountDeadlines),
      silent_(connection, sql::kSilentDeadlines),
      insert_(connection, sql::kInsertDeadline),
      update_(connection, sql::kUpdateDeadline),
      advance_(connection, sql::kAdvanceDeadline),
      stop_(connection, sql::kStopDeadline),
      claim_(connection, sql::kClaimRung) {}

std::optional<DeadlineRow> DeadlineTable::find(DeadlineId id) {
  auto found = fetch_deadlines(find_.integer(id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<DeadlineRow> DeadlineTable::of_subject(const SubjectId& subject) {
  return fetch_deadlines(of_subject_.text(subject));
}

std::vector<DeadlineRow> DeadlineTable::all(DeadlineId after, int limit) {
  return fetch_deadlines(all_.integer(after).integer(std::int64_t{limit}));
}

std::vector<DeadlineRow> DeadlineTable::due(Instant now, int limit) {
  return fetch_deadlines(due_.integer(to_milliseconds(now)).integer(std::int64_t{limit}));
}

std::optional<Instant> DeadlineTable::next_rung_instant() {
  auto rows = next_rung_.query();
  if (!rows.next()) return std::nullopt;
  return from_milliseconds(rows.integer());
}

std::vector<DeadlineRow> DeadlineTable::touching_year(int year, DeadlineId after, int limit) {
  using std::chrono::January;
  const Date begins = std::chrono::year(year) / January / 1;
  const Date ends = std::chrono::year(year + 1) / January / 1;
  touching_year_.integer(after)
      .integer(to_milliseconds(start_of_day(ends)))
      .integer(to_milliseconds(start_of_day(begins - kLongestLadder)))
      .integer(std::int64_t{limit});
  return fetch_deadlines(touching_year_);
}

std::vector<RungRow> DeadlineTable::rungs_of(DeadlineId deadline) {
  std::vector<RungRow> out;
  rungs_.integer(deadline);
  for (auto rows = rungs_.query(); rows.next();) {
    Fetcher columns(rows);
    rung_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<ListedDeadline> DeadlineTable::running(const DeadlineFilter& filter) {
  DeadlineListing wanted = deadline_listing(filter);
  auto& prepared = listings_[wanted.text];
  if (!prepared) prepared = std::make_unique<PreparedListing>(connection_, std::move(wanted));
  Statement& statement = prepared->statement;
  statement.integer(to_milliseconds(filter.after_due)).integer(filter.after);
  if (!filter.county.empty()) statement.text(filter.county);
  if (!filter.rule.empty()) statement.text(filter.rule);
  if (filter.effect) statement.integer(static_cast<std::int64_t>(*filter.effect));
  if (filter.due_before) statement.integer(to_milliseconds(*filter.due_before));
  statement.integer(std::int64_t{filter.limit});
  std::vector<ListedDeadline> out;
  for (auto rows = statement.query(); rows.next();) {
    ListedDeadline& listed = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(listed.deadline.id);
    columns.text(listed.deadline.subject);
    deadline_body(columns, listed.deadline);
    columns.choice(listed.kind, SubjectKind::kSlip);
    columns.text(listed.state);
    columns.text(listed.case_id);
    columns.text(listed.organisation);
    columns.text(listed.enterprise_name);
  }
  return out;
}

// The last day ends with its last second: only then is a deadline overdue.
DeadlineCounts DeadlineTable::counts(Effect effect, Instant now) {
  counts_.integer(to_milliseconds(now - std::chrono::seconds(1)))
      .integer(static_cast<std::int64_t>(effect));
  DeadlineCounts counts;
  auto rows = counts_.query();
  if (!rows.next()) return counts;
  counts.running = rows.integer();
  counts.overdue = rows.integer();
  counts.provisional = rows.integer();
  return counts;
}

std::vector<DeadlineRow> DeadlineTable::silent(DeadlineId after, int limit) {
  return fetch_deadlines(silent_.integer(after).integer(std::int64_t{limit}));
}

DeadlineId DeadlineTable::insert(const DeadlineRow& row) {
  insert_.text(row.subject);
  Binder columns(insert_);
  deadline_body(columns, row);
  return insert_.run_for_id();
}

void DeadlineTable::update(const DeadlineRow& row) {
  Binder columns(update_);
  deadline_body(columns, row);
  columns.integer(row.id);
  update_.run();
}

void DeadlineTable::advance(const DeadlineRow& row) {
  advance_.text(row.calendar_version)
      .text(row.next_rung)
      .integer(row.next_rung_ms)
      .integer(row.id)
      .run();
}

void DeadlineTable::stop(const DeadlineRow& row) {
  stop_.text(row.calendar_version)
      .integer(static_cast<std::int64_t>(row.state))
      .integer(row.stopped_ms)
      .text(row.next_rung)
      .integer(row.next_rung_ms)
      .integer(row.id)
      .run();
}

bool DeadlineTable::claim(const RungRow& row) {
  Binder columns(claim_);
  rung_columns(columns, row);
  return claim_.run() == 1;
}

}  // namespace qianqiao
