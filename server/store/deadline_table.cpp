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

DeadlineTable::DeadlineTable(Connection& connection)
    : find_(connection, sql::kFindDeadline),
      of_subject_(connection, sql::kDeadlinesOf),
      all_(connection, sql::kAllDeadlines),
      due_(connection, sql::kDueDeadlines),
      next_rung_(connection, sql::kNextRungInstant),
      touching_year_(connection, sql::kDeadlinesTouchingYear),
      rungs_(connection, sql::kRungsOf),
      insert_(connection, sql::kInsertDeadline),
      update_(connection, sql::kUpdateDeadline),
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

bool DeadlineTable::claim(const RungRow& row) {
  Binder columns(claim_);
  rung_columns(columns, row);
  return claim_.run() == 1;
}

}  // namespace qianqiao
