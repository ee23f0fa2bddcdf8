#include "server/store/roster_table.h"

#include "server/store/columns.h"
#include "server/store/roster_sql.h"

namespace qianqiao {

namespace {

// Greater than every id: they begin with a time, in digits.
constexpr std::string_view kAfterAll = "~";

template <class Columns, class Row>
void roster_columns(Columns& c, Row& row) {
  c.text(row.id);
  c.text(row.county);
  c.text(row.person);
  c.flag(row.dry_run);
  c.text(row.status);
  c.integer(row.bytes_done);
  c.integer(row.bytes_total);
  c.integer(row.rows);
  c.integer(row.good);
  c.integer(row.bad);
  c.integer(row.started_ms);
  c.integer(row.ended_ms);
  c.text(row.report);
}

std::vector<ImportRow> fetch_rosters(Statement& statement) {
  std::vector<ImportRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    roster_columns(columns, out.emplace_back());
  }
  return out;
}

}  // namespace

RosterTable::RosterTable(Connection& connection)
    : find_(connection, sql::kFindRoster),
      list_(connection, sql::kRosters),
      entries_(connection, sql::kRosterEntries),
      put_(connection, sql::kPutRoster),
      insert_entry_(connection, sql::kInsertRosterEntry),
      interrupt_(connection, sql::kInterruptRosters) {}

std::optional<ImportRow> RosterTable::find(std::string_view id) {
  auto found = fetch_rosters(find_.text(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<ImportRow> RosterTable::list(std::string_view before, int limit) {
  return fetch_rosters(
      list_.text(before.empty() ? kAfterAll : before).integer(std::int64_t{limit}));
}

std::vector<EnterpriseId> RosterTable::entries(std::string_view roster, const EnterpriseId& after,
                                               int limit) {
  std::vector<EnterpriseId> out;
  entries_.text(roster).text(after).integer(std::int64_t{limit});
  for (auto rows = entries_.query(); rows.next();) out.push_back(rows.text());
  return out;
}

void RosterTable::put(const ImportRow& row) {
  Binder columns(put_);
  roster_columns(columns, row);
  put_.run();
}

void RosterTable::insert_entry(std::string_view roster, const EnterpriseId& enterprise) {
  insert_entry_.text(roster).text(enterprise).run();
}

void RosterTable::interrupt(Instant at) { interrupt_.integer(to_milliseconds(at)).run(); }

}  // namespace qianqiao
