#include "server/store/docket_table.h"

#include <limits>

#include "server/store/columns.h"
#include "server/store/docket_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void docket_columns(Columns& c, Row& row) {
  c.text(row.id);
  c.text(row.county);
  c.text(row.kind);
  c.integer(row.number);
  c.integer(row.as_of_ms);
  c.text(row.made_by);
  c.text(row.cause);
  c.text(row.origin);
  c.text(row.superseded_by);
  c.integer(row.cases);
  c.digest(row.digest);
}

template <class Columns, class Row>
void entry_columns(Columns& c, Row& row) {
  c.text(row.docket);
  c.text(row.subject);
  c.text(row.enterprise);
  c.text(row.enterprise_name);
  c.text(row.uscc);
  c.text(row.state);
  c.integer(row.case_version);
  c.integer(row.entered_ms);
  c.text(row.outcome);
  c.text(row.problem);
  c.integer(row.sequence);
  c.integer(row.settled_ms);
}

std::vector<DocketRow> fetch_dockets(Statement& statement) {
  std::vector<DocketRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    docket_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<DocketEntryRow> fetch_entries(Statement& statement) {
  std::vector<DocketEntryRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    entry_columns(columns, out.emplace_back());
  }
  return out;
}

template <class Row>
std::optional<Row> first_of(std::vector<Row> rows) {
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

}  // namespace

DocketTable::DocketTable(Connection& connection)
    : find_(connection, sql::kFindDocket),
      list_(connection, sql::kDockets),
      all_(connection, sql::kAllDockets),
      find_entry_(connection, sql::kFindDocketEntry),
      entries_(connection, sql::kDocketEntries),
      tally_(connection, sql::kDocketTally),
      signing_(connection, sql::kDocketsSigning),
      insert_(connection, sql::kInsertDocket),
      insert_entry_(connection, sql::kInsertDocketEntry),
      freeze_list_(connection, sql::kFreezeList),
      freeze_roster_(connection, sql::kFreezeRoster),
      freeze_state_(connection, sql::kFreezeState),
      copy_(connection, sql::kCopyDocket),
      settle_(connection, sql::kSettleDocketEntry),
      supersede_(connection, sql::kSupersedeDocket) {}

std::optional<DocketRow> DocketTable::find(std::string_view id) {
  return first_of(fetch_dockets(find_.text(id)));
}

std::vector<DocketRow> DocketTable::list(std::string_view county, std::string_view kind,
                                         std::int64_t before, int limit) {
  const std::int64_t below = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
  return fetch_dockets(list_.text(county).text(kind).integer(below).integer(std::int64_t{limit}));
}

std::vector<DocketRow> DocketTable::all(std::string_view after, int limit) {
  return fetch_dockets(all_.text(after).integer(std::int64_t{limit}));
}

std::optional<DocketEntryRow> DocketTable::entry(std::string_view docket,
                                                 const SubjectId& subject) {
  return first_of(fetch_entries(find_entry_.text(docket).text(subject)));
}

std::vector<DocketEntryRow> DocketTable::entries(std::string_view docket, const SubjectId& after,
                                                 int limit) {
  return fetch_entries(entries_.text(docket).text(after).integer(std::int64_t{limit}));
}

DocketTally DocketTable::tally(std::string_view docket) {
  auto rows = tally_.text(docket).query();
  DocketTally tally;
  if (!rows.next()) return tally;
  tally.open = rows.integer();
  tally.signed_off = rows.integer();
  tally.pushed = rows.integer();
  tally.refused = rows.integer();
  return tally;
}

std::vector<std::string> DocketTable::signing(const SubjectId& subject) {
  std::vector<std::string> out;
  signing_.text(subject);
  for (auto rows = signing_.query(); rows.next();) out.push_back(rows.text());
  return out;
}

void DocketTable::insert(const DocketRow& row) {
  Binder columns(insert_);
  docket_columns(columns, row);
  insert_.run();
}

void DocketTable::insert_entry(const DocketEntryRow& row) {
  Binder columns(insert_entry_);
  entry_columns(columns, row);
  insert_entry_.run();
}

std::int64_t DocketTable::freeze_list(std::string_view docket, std::string_view county,
                                      std::string_view list) {
  return freeze_list_.text(docket).text(county).text(list).run();
}

std::int64_t DocketTable::freeze_roster(std::string_view docket, std::string_view county,
                                        std::string_view roster) {
  return freeze_roster_.text(docket).text(roster).text(county).run();
}

std::int64_t DocketTable::freeze_state(std::string_view docket, std::string_view county,
                                       std::string_view state, std::string_view outcome) {
  freeze_state_.text(docket).text(outcome).text(county);
  return freeze_state_.text(state.substr(0, state.find('.'))).text(state).run();
}

std::int64_t DocketTable::copy(std::string_view docket, std::string_view from,
                               const SubjectId& except) {
  return copy_.text(docket).text(from).text(except).run();
}

void DocketTable::settle(std::string_view docket, const SubjectId& subject,
                         const Writer::Settlement& settlement, Instant at) {
  settle_.text(settlement.outcome).text(settlement.problem).integer(settlement.sequence);
  settle_.integer(to_milliseconds(at)).text(docket).text(subject).run();
}

void DocketTable::supersede(std::string_view docket, std::string_view by) {
  supersede_.text(by).text(docket).run();
}

}  // namespace qianqiao
