#include "server/store/people_table.h"

#include "server/store/columns.h"
#include "server/store/people_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void organisation_columns(Columns& c, Row& row) {
  c.text(row.id);
  c.text(row.parent);
  c.choice(row.kind, OrganisationKind::kGuarantor);
  c.text(row.name);
  c.text(row.area);
  c.text(row.email);
  c.text(row.webhook_url);
}

template <class Columns, class Row>
void person_columns(Columns& c, Row& row) {
  c.text(row.id);
  c.text(row.name);
  c.text(row.home);
  c.text(row.email);
  c.text(row.phone);
  c.text(row.password_hash);
  c.flag(row.disabled);
}

template <class Columns, class Row>
void appointment_columns(Columns& c, Row& row) {
  c.text(row.person);
  c.text(row.role);
  c.text(row.scope);
  c.day(row.from);
  c.day(row.until);
}

template <class Columns, class Row>
void mandate_body(Columns& c, Row& row) {
  c.text(row.principal);
  c.text(row.agent);
  c.day(row.from);
  c.day(row.until);
}

template <class Columns, class Row>
void round_columns(Columns& c, Row& row) {
  c.text(row.id);
  c.text(row.county);
  c.text(row.name);
  c.day(row.opens);
  c.day(row.ends);
}

template <class Row, class Translate>
std::vector<Row> fetch_all(Statement& statement, Translate&& translate) {
  std::vector<Row> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    translate(columns, out.emplace_back());
  }
  return out;
}

}  // namespace

PeopleTable::PeopleTable(Connection& connection)
    : organisations_(connection, sql::kOrganisations),
      people_(connection, sql::kPeople),
      appointments_(connection, sql::kAppointments),
      mandates_(connection, sql::kMandates),
      rounds_(connection, sql::kRounds),
      setting_(connection, sql::kFindSetting),
      document_(connection, sql::kFindDocument),
      documents_(connection, sql::kDocuments),
      put_organisation_(connection, sql::kPutOrganisation),
      put_person_(connection, sql::kPutPerson),
      put_appointment_(connection, sql::kPutAppointment),
      insert_mandate_(connection, sql::kInsertMandate),
      put_round_(connection, sql::kPutRound),
      put_setting_(connection, sql::kPutSetting),
      put_document_(connection, sql::kPutDocument) {}

std::vector<Organisation> PeopleTable::organisations() {
  return fetch_all<Organisation>(organisations_,
                                 [](auto& c, auto& row) { organisation_columns(c, row); });
}

std::vector<Person> PeopleTable::people() {
  return fetch_all<Person>(people_, [](auto& c, auto& row) { person_columns(c, row); });
}

std::vector<Appointment> PeopleTable::appointments() {
  return fetch_all<Appointment>(appointments_,
                                [](auto& c, auto& row) { appointment_columns(c, row); });
}

std::vector<Mandate> PeopleTable::mandates() {
  return fetch_all<Mandate>(mandates_, [](auto& c, auto& row) {
    c.integer(row.id);
    mandate_body(c, row);
  });
}

std::vector<RoundRow> PeopleTable::rounds() {
  return fetch_all<RoundRow>(rounds_, [](auto& c, auto& row) { round_columns(c, row); });
}

std::optional<std::string> PeopleTable::setting(std::string_view name) {
  auto rows = setting_.text(name).query();
  if (!rows.next()) return std::nullopt;
  return rows.text();
}

std::optional<std::string> PeopleTable::document(std::string_view kind, std::string_view version) {
  auto rows = document_.text(kind).text(version).query();
  if (!rows.next()) return std::nullopt;
  return rows.text();
}

std::vector<std::pair<std::string, std::string>> PeopleTable::documents(std::string_view kind) {
  std::vector<std::pair<std::string, std::string>> out;
  documents_.text(kind);
  for (auto rows = documents_.query(); rows.next();) {
    std::string version = rows.text();
    out.emplace_back(std::move(version), rows.text());
  }
  return out;
}

void PeopleTable::put(const Organisation& row) {
  Binder columns(put_organisation_);
  organisation_columns(columns, row);
  put_organisation_.run();
}

void PeopleTable::put(const Person& row) {
  Binder columns(put_person_);
  person_columns(columns, row);
  put_person_.run();
}

void PeopleTable::put(const Appointment& row) {
  Binder columns(put_appointment_);
  appointment_columns(columns, row);
  put_appointment_.run();
}

std::int64_t PeopleTable::insert(const Mandate& row) {
  Binder columns(insert_mandate_);
  mandate_body(columns, row);
  return insert_mandate_.run_for_id();
}

void PeopleTable::put(const RoundRow& row) {
  Binder columns(put_round_);
  round_columns(columns, row);
  put_round_.run();
}

void PeopleTable::put_setting(std::string_view name, std::string_view value) {
  put_setting_.text(name).text(value).run();
}

void PeopleTable::put_document(std::string_view kind, std::string_view version,
                               std::string_view content) {
  put_document_.text(kind).text(version).text(content).run();
}

}  // namespace qianqiao
