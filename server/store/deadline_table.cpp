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

void add_sights(ComposedQuery& query, const KindSights& sights) {
  if (sights.are_parties_only())
    query
        .add(
            " AND d.subject IN (SELECT subject FROM subject_party WHERE organisation IN "
            "(SELECT value FROM json_each(:any_party)))")
        .with(json_array(sights.parties()));
  const char* joint = " AND (";
  for (const auto& [kind, sight] :
       {std::pair{'0', &sights.cases}, std::pair{'1', &sights.referrals},
        std::pair{'2', &sights.slips}}) {
    query.add(joint).add("(s.kind = ").add(std::string_view(&kind, 1));
    add_sight(query, *sight, {.table = "s.", .mark = std::string_view(&kind, 1)});
    query.add(")");
    joint = " OR ";
  }
  query.add(")");
}

}  // namespace

// A few parties have few deadlines: by theirs, and sorted; a whole county's in the index's order.
ComposedQuery deadline_listing(const DeadlineFilter& filter) {
  ComposedQuery query{std::string(sql::kSelectListedDeadlines)};
  query.with(to_milliseconds(filter.after_due)).with(filter.after);
  if (!filter.county.empty()) query.add(" AND d.county = :county").with(filter.county);
  if (!filter.rule.empty()) query.add(" AND d.rule = :rule").with(filter.rule);
  if (filter.effect)
    query.add(" AND d.effect = :effect").with(static_cast<std::int64_t>(*filter.effect));
  if (filter.provisional_only) query.add(" AND d.provisional <> 0");
  if (filter.due_before)
    query.add(" AND d.due_ms < :before_ms").with(to_milliseconds(*filter.due_before));
  if (filter.sights) add_sights(query, *filter.sights);
  const bool few = filter.sights && filter.sights->are_parties_only();
  query.add(few ? " ORDER BY +d.due_ms, d.id" : " ORDER BY d.due_ms, d.id");
  return query.add(" LIMIT :limit").with(std::int64_t{filter.limit});
}

DeadlineTable::DeadlineTable(Connection& connection)
    : listings_(connection, sql::kListedDeadlineKinds),
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
  std::vector<ListedDeadline> out;
  for (auto rows = listings_(deadline_listing(filter)).query(); rows.next();) {
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
