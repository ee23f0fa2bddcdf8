#include "server/store/subject_table.h"

#include <algorithm>

#include "server/store/columns.h"
#include "server/store/stage_tally.h"
#include "server/store/subject_listing.h"
#include "server/store/subject_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void subject_place(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.township);
  c.text(row.case_id);
  c.text(row.referral_id);
  c.text(row.enterprise);
  c.text(row.organisation);
  c.text(row.branch);
  c.integer(row.opened_ms);
  c.integer(row.closed_ms);
}

template <class Columns, class Row>
void subject_progress(Columns& c, Row& row) {
  c.text(row.configuration.state);
  c.text(row.configuration.context);
  c.integer(row.version);
  c.digest(row.head);
  c.text(row.workflow_version);
}

SubjectRow fetch_subject(Statement::Rows& rows) {
  SubjectRow row;
  Fetcher columns(rows);
  columns.text(row.id);
  columns.choice(row.kind, SubjectKind::kSlip);
  subject_place(columns, row);
  rows.text();  // the stage
  subject_progress(columns, row);
  return row;
}

std::optional<SubjectRow> one_subject(Statement& statement) {
  auto rows = statement.query();
  if (!rows.next()) return std::nullopt;
  return fetch_subject(rows);
}

bool same_place(const SubjectRow& a, const SubjectRow& b) {
  return a.county == b.county && a.township == b.township && a.case_id == b.case_id &&
         a.referral_id == b.referral_id && a.enterprise == b.enterprise &&
         a.organisation == b.organisation && a.branch == b.branch && a.opened_ms == b.opened_ms &&
         a.closed_ms == b.closed_ms;
}

}  // namespace

SubjectTable::SubjectTable(Connection& connection)
    : listings_(connection, sql::kSubjectKinds),
      tallies_(connection, kStageTallyKinds),
      place_in_search_(connection, sql::kPlaceInSearch),
      find_(connection, sql::kFindSubject),
      find_stored_(connection, sql::kFindStoredSubject),
      open_case_(connection, sql::kOpenCaseOf),
      last_case_(connection, sql::kLastCaseOf),
      heads_(connection, sql::kChainHeads),
      insert_(connection, sql::kInsertSubject),
      advance_(connection, sql::kAdvanceSubject),
      move_(connection, sql::kMoveSubject),
      update_(connection, sql::kUpdateSubject),
      find_counter_(connection, sql::kFindCounter),
      put_counter_(connection, sql::kPutCounter),
      put_party_(connection, sql::kPutParty),
      drop_party_(connection, sql::kDropParty),
      parties_of_(connection, sql::kPartiesOf) {}

std::optional<SubjectRow> SubjectTable::find(const SubjectId& id) {
  find_.text(id);
  return one_subject(find_);
}

std::optional<StoredSubject> SubjectTable::find_stored(const SubjectId& id) {
  auto rows = find_stored_.text(id).query();
  if (!rows.next()) return std::nullopt;
  SubjectRow row = fetch_subject(rows);
  return StoredSubject{std::move(row), HistoryPlaces(rows.text())};
}

std::vector<SubjectRow> SubjectTable::list(const SubjectFilter& given) {
  const SubjectFilter filter = narrowed(given);
  if (filter.sight && filter.sight->is_nothing()) return {};
  const bool goes_on = !filter.words.empty() && !filter.after.empty();
  std::vector<SubjectRow> out;
  for (auto rows = listings_(subject_listing(filter, goes_on ? place_of(filter.after) : 0)).query();
       rows.next();)
    out.push_back(fetch_subject(rows));
  return out;
}

std::vector<StageTally> SubjectTable::tally(const StageQuery& query) {
  std::vector<StageTally> out;
  for (auto rows = tallies_(stage_tally(query)).query(); rows.next();) {
    StageTally& tally = out.emplace_back();
    tally.stage = rows.text();
    tally.cases = rows.integer();
    tally.overdue = rows.integer();
    tally.amount_fen = rows.integer();
    std::int64_t younger = 0;
    for (std::size_t i = 0; i < StageTally::kAges.size(); ++i) {
      const std::int64_t up_to_here = rows.integer();
      tally.by_age[i] = up_to_here - younger;
      younger = up_to_here;
    }
    tally.by_age.back() = tally.cases - younger;
  }
  return out;
}

std::int64_t SubjectTable::place_of(const SubjectId& id) {
  auto rows = place_in_search_.text(id).query();
  return rows.next() ? rows.integer() : 0;
}

std::optional<SubjectRow> SubjectTable::open_case_of(const EnterpriseId& enterprise) {
  open_case_.text(enterprise);
  return one_subject(open_case_);
}

std::optional<SubjectRow> SubjectTable::last_case_of(const EnterpriseId& enterprise) {
  last_case_.text(enterprise);
  return one_subject(last_case_);
}

void SubjectTable::each_chain_head(const std::function<void(const Reader::ChainHead&)>& visit) {
  auto rows = heads_.query();
  Reader::ChainHead head;
  while (rows.next()) {
    Fetcher columns(rows);
    columns.text(head.subject);
    columns.integer(head.version);
    columns.digest(head.head);
    visit(head);
  }
}

void SubjectTable::insert(const SubjectRow& row) {
  Binder columns(insert_);
  columns.text(row.id);
  columns.choice(row.kind, SubjectKind::kSlip);
  subject_place(columns, row);
  columns.text(stage_of(row.configuration.state));
  subject_progress(columns, row);
  insert_.run();
}

void SubjectTable::update(const SubjectRow& before, const SubjectRow& row,
                          const HistoryPlaces& places) {
  const std::string stage = stage_of(row.configuration.state);
  const bool same_stage = stage == stage_of(before.configuration.state);
  Statement& statement = !same_place(before, row) ? update_ : same_stage ? advance_ : move_;
  Binder columns(statement);
  if (&statement == &update_) subject_place(columns, row);
  if (&statement != &advance_) columns.text(stage);
  subject_progress(columns, row);
  columns.text(places.text());
  columns.text(row.id);
  statement.run();
}

std::vector<OrganisationId> SubjectTable::parties_of(const SubjectId& subject) {
  std::vector<OrganisationId> out;
  parties_of_.text(subject);
  for (auto rows = parties_of_.query(); rows.next();) out.push_back(rows.text());
  return out;
}

void SubjectTable::put_parties(const SubjectId& subject,
                               const std::vector<OrganisationId>& organisations) {
  for (const OrganisationId& before : parties_of(subject))
    if (std::find(organisations.begin(), organisations.end(), before) == organisations.end())
      drop_party_.text(before).text(subject).run();
  for (const OrganisationId& organisation : organisations)
    put_party_.text(organisation).text(subject).run();
}

std::int64_t SubjectTable::counter(std::string_view county, std::string_view letter) {
  auto rows = find_counter_.text(county).text(letter).query();
  return rows.next() ? rows.integer() : 0;
}

void SubjectTable::put_counter(std::string_view county, std::string_view letter,
                               std::int64_t last) {
  put_counter_.text(county).text(letter).integer(last).run();
}

}  // namespace qianqiao
