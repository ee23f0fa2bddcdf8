#include "server/store/subject_table.h"

#include <algorithm>

#include "server/store/columns.h"
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

// The outermost state: Review of Review.BankReview. Stored for its index, never read back.
std::string stage_of(const std::string& state) { return state.substr(0, state.find('.')); }

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

// One county or township of a sight is a filter like any other, with that filter's index.
SubjectFilter narrowed(SubjectFilter filter) {
  if (!filter.sight) return filter;
  const Sight& sight = *filter.sight;
  const bool one_county = sight.counties.size() == 1 && sight.townships.empty();
  const bool one_township = sight.townships.size() == 1 && sight.counties.empty();
  if (sight.parties.empty() && one_county && filter.county.empty())
    filter.county = *sight.counties.begin();
  if (sight.parties.empty() && one_township && filter.township.empty())
    filter.township = *sight.townships.begin();
  if (sight.everything || sight.counties.contains(filter.county) ||
      sight.townships.contains(filter.township))
    filter.sight.reset();
  return filter;
}

// What a sight's terms are asked with: one parameter each, however many values there are.
std::vector<std::string> sight_parameters(const Sight& sight) {
  std::vector<std::string> parameters;
  for (const auto* values : {&sight.counties, &sight.townships, &sight.parties})
    if (!values->empty()) parameters.push_back(json_array(*values));
  return parameters;
}

std::string sight_term(const Sight& sight) {
  std::string term;
  const auto add = [&](const std::set<std::string>& values, const char* part) {
    if (!values.empty()) term += (term.empty() ? " AND (" : " OR ") + std::string(part);
  };
  add(sight.counties, "county IN (SELECT value FROM json_each(:counties))");
  add(sight.townships,
      "(township IN (SELECT value FROM json_each(:townships)) AND township <> '')");
  add(sight.parties,
      "id IN (SELECT subject FROM subject_party WHERE organisation IN "
      "(SELECT value FROM json_each(:parties)))");
  return term + ")";
}

}  // namespace

// Terms that a partial index asks for stand in the text itself, since the planner does not look
// into parameters. The order of the parameters is that of bind_filter.
SubjectListing subject_listing(const SubjectFilter& given) {
  const SubjectFilter filter = narrowed(given);
  SubjectListing out{std::string(sql::kSelectSubjects) + "id > :after", "t"};
  const auto add = [&](const char* term, const char* parameters) {
    out.text += term;
    out.parameters += parameters;
  };
  if (filter.kind)
    add((" AND kind = " + std::to_string(static_cast<int>(*filter.kind))).c_str(), "");
  if (!filter.county.empty()) add(" AND county = :county", "t");
  if (!filter.township.empty()) add(" AND township = :township AND township <> ''", "t");
  if (!filter.state.empty()) add(" AND stage = :stage", "t");
  if (filter.state.find('.') != std::string::npos)  // '/' follows '.': what is inside lies between
    add(" AND (state = :state OR (state > :inner_from AND state < :inner_to))", "ttt");
  if (!filter.organisation.empty())
    add(" AND organisation = :organisation AND organisation <> ''", "t");
  if (!filter.case_id.empty()) add(" AND case_id = :case_id AND case_id <> ''", "t");
  if (!filter.enterprise.empty()) add(" AND enterprise = :enterprise", "t");
  if (filter.open_only) add(" AND closed_ms IS NULL", "");
  if (filter.sight)
    add(sight_term(*filter.sight).c_str(),
        std::string(sight_parameters(*filter.sight).size(), 't').c_str());
  add(" ORDER BY id LIMIT :limit", "i");
  return out;
}

SubjectTable::SubjectTable(Connection& connection)
    : connection_(connection),
      find_(connection, sql::kFindSubject),
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

Statement& SubjectTable::listing(const std::string& text, const std::string& parameters) {
  auto [entry, is_new] = listings_.try_emplace(text);
  Listing& listing = entry->second;
  if (is_new) {
    listing.text = text;
    listing.parameters = parameters;
    listing.statement = std::make_unique<Statement>(
        connection_, Sql{listing.text, listing.parameters, sql::kSubjectKinds});
  }
  return *listing.statement;
}

std::vector<SubjectRow> SubjectTable::list(const SubjectFilter& given) {
  const SubjectFilter filter = narrowed(given);
  if (filter.sight && filter.sight->is_nothing()) return {};
  const SubjectListing wanted = subject_listing(filter);
  Statement& statement = listing(wanted.text, wanted.parameters);
  statement.text(filter.after);
  if (!filter.county.empty()) statement.text(filter.county);
  if (!filter.township.empty()) statement.text(filter.township);
  if (!filter.state.empty()) statement.text(stage_of(filter.state));
  if (filter.state.find('.') != std::string::npos)
    statement.text(filter.state).text(filter.state + ".").text(filter.state + "/");
  if (!filter.organisation.empty()) statement.text(filter.organisation);
  if (!filter.case_id.empty()) statement.text(filter.case_id);
  if (!filter.enterprise.empty()) statement.text(filter.enterprise);
  if (filter.sight)
    for (const std::string& values : sight_parameters(*filter.sight)) statement.text(values);
  statement.integer(std::int64_t{filter.limit});
  std::vector<SubjectRow> out;
  for (auto rows = statement.query(); rows.next();) out.push_back(fetch_subject(rows));
  return out;
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

void SubjectTable::update(const SubjectRow& before, const SubjectRow& row) {
  const std::string stage = stage_of(row.configuration.state);
  const bool same_stage = stage == stage_of(before.configuration.state);
  Statement& statement = !same_place(before, row) ? update_ : same_stage ? advance_ : move_;
  Binder columns(statement);
  if (&statement == &update_) subject_place(columns, row);
  if (&statement != &advance_) columns.text(stage);
  subject_progress(columns, row);
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
