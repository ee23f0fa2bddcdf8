#include "server/store/calendar_table.h"

#include <limits>

#include "server/store/calendar_sql.h"
#include "server/store/columns.h"

namespace qianqiao {
namespace {

template <class Columns, class Row>
void proposal_columns(Columns& c, Row& row) {
  c.text(row.notices);
  c.text(row.state);
  c.text(row.proposed_by);
  c.text(row.settled_by);
  c.integer(row.proposed_ms);
  c.integer(row.settled_ms);
  c.integer(row.moves);
  c.text(row.moves_digest);
}

template <class Columns, class Row>
void feed_columns(Columns& c, Row& row) {
  c.text(row.person);
  c.digest(row.token);
  c.text(row.origin);
  c.integer(row.made_ms);
}

std::optional<CalendarFeedRow> read_feed(Statement& statement) {
  auto rows = statement.query();
  if (!rows.next()) return std::nullopt;
  CalendarFeedRow row;
  Fetcher columns(rows);
  feed_columns(columns, row);
  return row;
}

std::vector<CalendarProposalRow> read_proposals(Statement& statement) {
  std::vector<CalendarProposalRow> out;
  for (auto rows = statement.query(); rows.next();) {
    CalendarProposalRow& row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(row.id);
    proposal_columns(columns, row);
  }
  return out;
}

CalendarReads::ByVersion read_counts(Statement& statement) {
  CalendarReads::ByVersion counts;
  for (auto rows = statement.query(); rows.next();) {
    const std::string version = rows.text();
    counts[version] = rows.integer();
  }
  return counts;
}

}  // namespace

CalendarTable::CalendarTable(Connection& connection)
    : insert_(connection, sql::kInsertCalendarProposal),
      update_(connection, sql::kUpdateCalendarProposal),
      find_(connection, sql::kFindCalendarProposal),
      list_(connection, sql::kCalendarProposals),
      deadlines_(connection, sql::kDeadlinesWithin),
      history_(connection, sql::kHistoryWithin),
      find_feed_(connection, sql::kFindCalendarFeed),
      feed_of_(connection, sql::kCalendarFeedOf),
      put_feed_(connection, sql::kPutCalendarFeed),
      delete_feed_(connection, sql::kDeleteCalendarFeed) {}

std::optional<CalendarProposalRow> CalendarTable::proposal(std::int64_t id) {
  auto found = read_proposals(find_.integer(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<CalendarProposalRow> CalendarTable::proposals(std::int64_t before, int limit) {
  const std::int64_t bound = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
  return read_proposals(list_.integer(bound).integer(std::int64_t{limit}));
}

CalendarReads::ByVersion CalendarTable::deadlines_within(Instant from, Instant until) {
  const std::int64_t from_ms = to_milliseconds(from), until_ms = to_milliseconds(until);
  deadlines_.integer(until_ms).integer(from_ms);
  deadlines_.integer(from_ms).integer(until_ms);
  deadlines_.integer(from_ms).integer(until_ms);
  return read_counts(deadlines_);
}

CalendarReads::ByVersion CalendarTable::history_within(Instant from, Instant until) {
  return read_counts(history_.integer(to_milliseconds(from)).integer(to_milliseconds(until)));
}

std::optional<CalendarFeedRow> CalendarTable::feed(const Digest& token) {
  return read_feed(find_feed_.bytes(as_bytes(token)));
}

std::optional<CalendarFeedRow> CalendarTable::feed_of(const PersonId& person) {
  return read_feed(feed_of_.text(person));
}

void CalendarTable::put_feed(const CalendarFeedRow& row) {
  Binder columns(put_feed_);
  feed_columns(columns, row);
  put_feed_.run();
}

void CalendarTable::delete_feed(const PersonId& person) { delete_feed_.text(person).run(); }

std::int64_t CalendarTable::insert_proposal(const CalendarProposalRow& row) {
  Binder columns(insert_);
  proposal_columns(columns, row);
  return insert_.run_for_id();
}

void CalendarTable::update_proposal(const CalendarProposalRow& row) {
  Binder columns(update_);
  proposal_columns(columns, row);
  columns.integer(row.id);
  update_.run();
}

}  // namespace qianqiao
