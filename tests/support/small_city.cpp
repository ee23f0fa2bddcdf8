#include "tests/support/small_city.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "server/store/sqlite/sqlite_store.h"

namespace qianqiao::test {

const char kGrant[] =
    R"({"amount_fen":50000000,"annual_rate_bps":395,"term_months":12,"working_capital":true,)"
    R"("guarantee":{"kind":"none"},"first_loan":true,"credit_loan":true,)"
    R"("medium_or_long_term":false,"renewal_without_principal":false})";

const char kApproval[] =
    R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},)"
    R"("no_new_implicit_debt":true,"conflict_of_interest":false})";

std::string application(const std::string& banks) {
  const std::string standard = R"({"met":true,"evidence":"现场核实"})";
  return R"({"standards":{"compliant_operation":)" + standard + R"(,"fixed_premises":)" + standard +
         R"(,"genuine_need":)" + standard + R"(,"good_credit":)" + standard + R"(,"lawful_use":)" +
         standard + R"(},"banks":)" + banks +
         R"(,"amount_fen":50000000,"purpose":"收购春茶","term_months":12,"consent":true})";
}

namespace {

Organisation area(const char* id, const char* parent, OrganisationKind kind, const char* name) {
  return {id, parent, kind, name, id, "", ""};
}

void record_organisations(Writer& writer) {
  writer.put_organisation(area("41", "", OrganisationKind::kProvince, "河南省"));
  writer.put_organisation(area("4115", "41", OrganisationKind::kCity, "信阳市"));
  writer.put_organisation(area("411502", "4115", OrganisationKind::kCounty, "浉河区"));
  writer.put_organisation(area("411522", "4115", OrganisationKind::kCounty, "光山县"));
  writer.put_organisation(area("411502001", "411502", OrganisationKind::kTownship, "老城街道"));
  writer.put_organisation(
      {"BANK-A", "4115", OrganisationKind::kBank, "信阳第一银行", "4115", "", ""});
  writer.put_organisation(
      {"BANK-B", "4115", OrganisationKind::kBank, "信阳第二银行", "4115", "", ""});
  writer.put_organisation(
      {"DEPT-TAX", "411502", OrganisationKind::kDepartment, "浉河区税务局", "411502", "", ""});
}

void appoint(Writer& writer, const std::string& id, std::string_view role,
             const std::string& scope) {
  Person person;
  person.id = id;
  person.name = id;
  person.home = scope;
  person.email = id + "@example.invalid";
  writer.put_person(person);
  writer.put_appointment({id, std::string(role), scope, *parse_date("2024-01-01"), std::nullopt});
}

void record_people(Writer& writer) {
  for (const std::string_view role :
       {roles::kCountyOffice, roles::kCountyConvener, roles::kTaskForce,
        roles::kPreliminaryReviewer, roles::kBankReviewer, roles::kDeputyLeader, roles::kLeader,
        roles::kWindowClerk})
    appoint(writer, std::string(role) + "-411502", role, "411502");
  appoint(writer, "task_force2-411502", roles::kTaskForce, "411502");
  appoint(writer, "visitor-411502", roles::kVisitor, "411502001");
  appoint(writer, "department-411502", roles::kDepartment, "DEPT-TAX");
  for (const char* bank : {"BANK-A", "BANK-B"}) {
    appoint(writer, std::string("contact-") + bank, roles::kBankContact, bank);
    appoint(writer, std::string("head-") + bank, roles::kBankHead, bank);
  }
  appoint(writer, "city_office", roles::kCityOffice, "4115");
  appoint(writer, "city_convener", roles::kCityConvener, "4115");
  appoint(writer, "office-411522", roles::kCountyOffice, "411522");
  appoint(writer, "force-411522", roles::kTaskForce, "411522");
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "qianqiao-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Instant instant(const char* text) {
  const auto parsed = parse_instant(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Instant{});
}

SmallCity::SmallCity(const char* start) : clock_(instant(start)) {
  open();
  engine_->administer([](Writer& writer) {
    record_organisations(writer);
    record_people(writer);
  });
}

void SmallCity::open() {
  SqliteOptions options;
  options.directory = folder_.path().string();
  auto store = open_sqlite_store(options);
  if (!store) ADD_FAILURE() << to_line(store.error());
  store_ = *std::move(store);
  engine_ = std::make_unique<Engine>(*store_, clock_, EngineOptions{.seed = 1});
}

void SmallCity::restart() {
  engine_.reset();
  store_.reset();
  open();
}

void SmallCity::advance_to(Instant target) {
  while (true) {
    const auto next = engine_->next_due_instant();
    if (!next || *next > target) break;
    if (*next > clock_.now()) clock_.set(*next);
    engine_->sweep();
  }
  clock_.set(target);
}

Command SmallCity::command(SubjectKind kind, const SubjectId& subject, const char* event,
                           const std::string& data, const PersonId& actor) {
  auto command = make_command(kind, event, data);
  if (!command) {
    ADD_FAILURE() << event << ": " << to_line(command.error());
    return {};
  }
  command->subject = subject;
  command->actor = actor;
  return *std::move(command);
}

Outcome SmallCity::post(SubjectKind kind, const SubjectId& subject, const char* event,
                        const std::string& data, const PersonId& actor) {
  return engine_->execute(command(kind, subject, event, data, actor));
}

SubjectRow SmallCity::must(SubjectKind kind, const SubjectId& subject, const char* event,
                           const std::string& data, const PersonId& actor) {
  const Outcome outcome = post(kind, subject, event, data, actor);
  if (!outcome) {
    ADD_FAILURE() << event << ": " << to_line(outcome.error());
    return {};
  }
  return outcome->subject;
}

SubjectId SmallCity::listed(const std::string& name) {
  EnterpriseRow row;
  row.name = name + std::to_string(++enterprises_);
  row.kind = "company";
  row.county = "411502";
  row.township = "411502001";
  const auto listing = engine_->list_enterprises({&row, 1}, "system", std::nullopt);
  EXPECT_TRUE(listing.front()) << to_line(listing.front().error());
  const auto reader = read();
  return reader->open_case_of(reader->enterprise_by_name("411502", row.name)->id)->id;
}

SubjectId SmallCity::visited() {
  const SubjectId id = listed();
  must(SubjectKind::kCase, id, "ScreenedIn", R"({"conditions_met":true})", "task_force-411502");
  must(SubjectKind::kCase, id, "VisitRecorded",
       R"({"visited_on":")" + format_date(local_date(clock_.now())) +
           R"(","channel":"on_site","outcome":"demand","situation":"经营正常",)"
           R"("need":{"amount_fen":50000000,"purpose":"收购春茶"}})",
       "visitor-411502");
  return id;
}

SubjectId SmallCity::applied(const std::string& banks) {
  const SubjectId id = visited();
  must(SubjectKind::kCase, id, "ApplicationSubmitted", application(banks), "task_force-411502");
  return id;
}

SubjectId SmallCity::signed_case(const std::string& banks) {
  const SubjectId id = applied(banks);
  for (const char* kind :
       {"credit_report", "public_credit_report", "registered_capital", "operation", "debt_evasion",
        "project_approval", "industry_environment_policy", "collateral", "litigation"})
    must(SubjectKind::kCase, id, "InformationRecorded",
         std::string(R"({"kind":")") + kind +
             R"(","conclusion":"favourable","source":"部门提供","authorised":true})",
         "task_force-411502");
  for (const char* reviewer : {"preliminary_reviewer-411502", "bank_reviewer-411502",
                               "leader-411502", "county_convener-411502"})
    must(SubjectKind::kCase, id, "ReviewApproved", kApproval, reviewer);
  return id;
}

SubjectId SmallCity::pushed(const std::string& banks) {
  const SubjectId id = signed_case(banks);
  must(SubjectKind::kCase, id, "BatchPushed", R"({"batch":"2025-1"})", "task_force-411502");
  return id;
}

SubjectId SmallCity::referral(const SubjectId& case_id, const std::string& bank) {
  SubjectFilter filter;
  filter.kind = SubjectKind::kReferral;
  filter.case_id = case_id;
  for (const SubjectRow& row : read()->subjects(filter))
    if (row.organisation == bank) return row.id;
  ADD_FAILURE() << "no referral of " << case_id << " to " << bank;
  return {};
}

void SmallCity::complete_materials(const SubjectId& referral_id, const std::string& bank) {
  must(SubjectKind::kReferral, referral_id, "MaterialsCompleted", "{}", "contact-" + bank);
}

SubjectRow SmallCity::subject(const SubjectId& id) {
  const auto row = read()->subject(id);
  EXPECT_TRUE(row) << id;
  return row.value_or(SubjectRow{});
}

}  // namespace qianqiao::test
