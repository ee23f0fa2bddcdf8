// A county's overlay in the engine: what is entered from now on goes by it, what runs keeps its
// version, and each step is done by whom it names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/engine/verifier.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::application;
using test::kApproval;
using test::SmallCity;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr auto kCase = SubjectKind::kCase;

constexpr char kOverlay[] = R"(overlay: 浉河区
area: '411502'
deadlines:
  - hook: bank-decision
    budget: {calendar_days: 20}
    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]
steps:
  - id: site
    stage: Application
    kind: form
    title: {zh: 核实, en: check}
    role: task_force
    form: {type: object, properties: {rooms: {type: integer, title: 间数, minimum: 1}}, required: [rooms]}
  - {id: tax, stage: Review.Preliminary, kind: department_report, title: {zh: 税务, en: tax}, department: DEPT-TAX}
  - {id: consent, stage: Review.Preliminary, kind: approval, title: {zh: 会签, en: consent}, role: county_office}
)";

Definition on_city(SmallCity& city, std::string_view yaml) {
  auto reading = city.engine().rule_book()->current_of_city().with({"overlay.yaml", yaml});
  for (const Error& problem : reading.problems) ADD_FAILURE() << to_line(problem);
  return reading.definition.value_or(Definition::shipped());
}

void adopt(SmallCity& city, std::string_view yaml = kOverlay) {
  const auto adopted = city.engine().adopt_definition(on_city(city, yaml));
  EXPECT_TRUE(adopted) << to_line(adopted.error());
}

std::string version_of(SmallCity& city, const std::string& county) {
  return city.engine().rule_book()->current(county).version();
}

std::vector<std::string> step_tasks(SmallCity& city, const SubjectId& id) {
  std::vector<std::string> tasks;
  for (const TaskRow& task : city.read()->tasks_of(id))
    if (task.kind.starts_with("step:"))
      tasks.push_back(task.kind.substr(5) + " " + task.role + " " + task.organisation);
  return tasks;
}

std::string refusal(const Outcome& outcome) { return outcome ? "" : outcome.error().code; }

std::string passed(const std::string& step, const std::string& more = "") {
  return R"({"step":")" + step + R"(","outcome":"passed")" + more + "}";
}

std::string differences(SmallCity& city) {
  std::string out;
  for (const Difference& difference : verify(city.store(), {}).differences)
    out += difference.kind + " " + difference.where + ": " + difference.words.en + "\n";
  return out;
}

TEST(Overlay, AStageKeepsItsVersionAndTheNextTakesTheNew) {
  SmallCity city;
  const SubjectId id = city.visited();
  adopt(city);
  EXPECT_EQ(city.subject(id).workflow_version, Definition::shipped().version());
  EXPECT_THAT(step_tasks(city, id), ElementsAre());
  // The step of Application came too late for this case; those of the review did not.
  const SubjectRow applied =
      city.must(kCase, id, "ApplicationSubmitted", application(), "task_force-411502");
  EXPECT_EQ(applied.workflow_version, version_of(city, "411502"));
  EXPECT_THAT(step_tasks(city, id),
              UnorderedElementsAre("tax department DEPT-TAX", "consent county_office "));
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"),
                              "task_force-411502")),
            "guard.step_unknown");
  EXPECT_EQ(differences(city), "");
}

TEST(Overlay, HoldsAStageUntilItsStepsAreDoneSideBySide) {
  SmallCity city;
  adopt(city);
  const SubjectId id = city.visited();
  EXPECT_THAT(step_tasks(city, id), ElementsAre("site task_force "));
  EXPECT_EQ(
      refusal(city.post(kCase, id, "ApplicationSubmitted", application(), "task_force-411502")),
      "guard.steps_open");
  city.must(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"),
            "task_force-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre());
  city.must(kCase, id, "ApplicationSubmitted", application(), "task_force-411502");
  city.must(kCase, id, "StepCompleted", passed("consent"), "county_office-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre("tax department DEPT-TAX"));
  city.must(kCase, id, "StepCompleted", passed("tax"), "department-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre());
  EXPECT_EQ(differences(city), "");
}

TEST(Overlay, AStepThatDidNotPassIsStillSomebodysTurn) {
  SmallCity city;
  adopt(city);
  const SubjectId id = city.visited();
  const std::string not_passed = R"({"step":"site","outcome":"not_passed","remark":"无人"})";
  city.must(kCase, id, "StepCompleted", not_passed, "task_force-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre("site task_force "));
  city.must(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"),
            "task_force-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre());
  city.must(kCase, id, "StepCompleted", not_passed, "task_force2-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre("site task_force "));
  EXPECT_EQ(
      refusal(city.post(kCase, id, "ApplicationSubmitted", application(), "task_force-411502")),
      "guard.steps_open");
  EXPECT_EQ(differences(city), "");
}

// Returned to a stage whose step is done, nobody is asked for it again; a new round asks anew.
TEST(Overlay, AStageThatIsLeftTakesItsOpenStepsAlong) {
  SmallCity city;
  adopt(city);
  const SubjectId id = city.visited();
  city.must(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"),
            "task_force-411502");
  city.must(kCase, id, "ApplicationSubmitted", application(), "task_force-411502");
  city.must(kCase, id, "ReviewReturned", R"({"to":"Application","reason":"use_unclear"})",
            "preliminary_reviewer-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre("site task_force "));
  EXPECT_EQ(differences(city), "");
}

TEST(Overlay, AStepIsForItsRoleAndItsDepartmentOnly) {
  SmallCity city;
  city.engine().administer([](Writer& writer) {
    writer.put_organisation({"DEPT-LAND", "411502", OrganisationKind::kDepartment,
                             "浉河区自然资源局", "411502", "", ""});
    Person officer;
    officer.id = "land-411502";
    writer.put_person(officer);
    writer.put_appointment({"land-411502", std::string(roles::kDepartment), "DEPT-LAND",
                            *parse_date("2024-01-01"), std::nullopt});
  });
  adopt(city);
  const SubjectId id = city.visited();
  const std::string site = passed("site", R"(,"form":{"rooms":2})");
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", site, "window_clerk-411502")),
            "authority.no_role");
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", site, "force-411522")),
            "subject.not_found");
  city.must(kCase, id, "StepCompleted", site, "task_force-411502");
  city.must(kCase, id, "ApplicationSubmitted", application(), "task_force-411502");
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", passed("tax"), "land-411502")),
            "authority.no_role");
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", passed("tax"), "task_force-411502")),
            "authority.no_role");
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", passed("consent"), "department-411502")),
            "authority.no_role");
  EXPECT_EQ(city.subject(id).version, 5);  // nothing of the refused was recorded
}

TEST(Overlay, AFormIsWhatTheStepAsksFor) {
  SmallCity city;
  adopt(city);
  const SubjectId id = city.visited();
  for (const char* form : {"", R"(,"form":{})", R"(,"form":{"rooms":0})",
                           R"(,"form":{"rooms":2,"colour":"red"})", R"(,"form":{"rooms":"2"})"})
    EXPECT_EQ(
        refusal(city.post(kCase, id, "StepCompleted", passed("site", form), "task_force-411502")),
        "data.invalid")
        << form;
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted",
                              R"({"step":"site","outcome":"not_passed","form":{"rooms":0}})",
                              "task_force-411502")),
            "data.invalid");
  city.must(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"),
            "task_force-411502");
  city.must(kCase, id, "ApplicationSubmitted", application(), "task_force-411502");
  EXPECT_EQ(refusal(city.post(kCase, id, "StepCompleted", passed("consent", R"(,"form":{"a":1})"),
                              "county_office-411502")),
            "data.invalid");
}

TEST(Overlay, ATighterClockRunsBesideTheStatutoryOneOfNewReferralsOnly) {
  SmallCity city;
  const SubjectId older = city.pushed();
  const SubjectId running = city.referral(older, "BANK-A");
  city.complete_materials(running, "BANK-A");
  adopt(city);
  const auto rules_of = [&](const SubjectId& id) {
    std::vector<std::string> rules;
    for (const DeadlineRow& row : city.read()->deadlines_of(id))
      if (row.hook == "bank-decision") rules.push_back(row.rule + " " + row.due_nominal);
    return rules;
  };
  EXPECT_THAT(rules_of(running), ElementsAre("bank-decision 2025-04-02"));
  const SubjectId later = city.referral(older, "BANK-B");
  city.complete_materials(later, "BANK-B");  // enters Deciding under the overlay
  EXPECT_THAT(rules_of(later),
              ElementsAre("bank-decision 2025-04-02", "bank-decision@411502 2025-03-23"));
  city.restart();
  city.advance_to("2025-05-01T12:00");
  std::vector<std::string> told;
  for (const MessageRow& message : city.read()->messages(0, 10'000))
    if (message.notice == "bank-decision@411502.overdue" && message.channel == "inbox")
      told.push_back(message.person);
  EXPECT_THAT(told, ElementsAre("leader-411502"));
  city.must(SubjectKind::kReferral, later, "Granted", test::kGrant, "contact-BANK-B");
  for (const DeadlineRow& row : city.read()->deadlines_of(later)) {
    if (row.hook != "bank-decision") continue;
    EXPECT_EQ(row.state, DeadlineState::kMet) << row.rule;
  }
  EXPECT_EQ(differences(city), "");
}

TEST(Overlay, IsStillThereAfterARestart) {
  SmallCity city;
  adopt(city);
  const SubjectId id = city.visited();
  const std::string version = version_of(city, "411502");
  city.restart();
  EXPECT_EQ(version_of(city, "411502"), version);
  EXPECT_EQ(version_of(city, "411522"), Definition::shipped().version());
  EXPECT_EQ(city.engine().rule_book()->definition(version).overlay_yaml(), kOverlay);
  EXPECT_EQ(
      refusal(city.post(kCase, id, "ApplicationSubmitted", application(), "task_force-411502")),
      "guard.steps_open");
  // Another overlay: the case goes on by the first as long as it stays.
  adopt(city, "overlay: 浉河区\narea: '411502'\n");
  EXPECT_NE(version_of(city, "411502"), version);
  city.restart();
  city.must(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"),
            "task_force-411502");
  city.must(kCase, id, "ApplicationSubmitted", application(), "task_force-411502");
  EXPECT_THAT(step_tasks(city, id), ElementsAre());
  EXPECT_EQ(city.read()->documents("workflow").size(), 3u);
  EXPECT_EQ(differences(city), "");
}

TEST(Overlay, ItsTasksAndClocksFollowACaseToAnotherCounty) {
  SmallCity city;
  adopt(city);
  const SubjectId id = city.visited();
  city.must(kCase, id, "JurisdictionChanged", R"({"county":"411522","reason":"迁址"})",
            "city_office");
  EXPECT_EQ(refusal(city.post(kCase, id, "ApplicationSubmitted", application(), "force-411522")),
            "guard.steps_open");  // the stage's own version still
  city.must(kCase, id, "StepCompleted", passed("site", R"(,"form":{"rooms":2})"), "force-411522");
  const SubjectRow applied =
      city.must(kCase, id, "ApplicationSubmitted", application(), "force-411522");
  EXPECT_EQ(applied.workflow_version, Definition::shipped().version());
  EXPECT_THAT(step_tasks(city, id), ElementsAre());
  EXPECT_EQ(differences(city), "");
}

TEST(Overlay, NamesACountyAndDepartmentsThatAreThere) {
  SmallCity city;
  const std::string before = version_of(city, "411502");
  const auto refused = [&](std::string_view yaml) {
    const auto adopted = city.engine().adopt_definition(on_city(city, yaml));
    return adopted ? std::string() : adopted.error().code;
  };
  EXPECT_EQ(refused("overlay: 商城县\narea: '411524'\n"), "workflow.area_unknown");
  const std::string report =
      "steps: [{id: r, stage: Application, kind: department_report, title: {zh: 报, en: r}, "
      "department: ";
  EXPECT_EQ(refused("overlay: 浉河区\narea: '411502'\n" + report + "DEPT-NONE}]\n"),
            "workflow.department_unknown");
  EXPECT_EQ(refused("overlay: 光山县\narea: '411522'\n" + report + "DEPT-TAX}]\n"),
            "workflow.department_unknown");
  EXPECT_EQ(city.engine().adopt_definition(Definition::shipped()).error().code,
            "workflow.area_unknown");  // the shipped template is of 411500, this city is 4115
  EXPECT_EQ(version_of(city, "411502"), before);
  EXPECT_EQ(city.read()->documents("workflow").size(), 1u);
}

class NewTemplate : public ::testing::Test {
 protected:
  NewTemplate() {
    city_.engine().administer([](Writer& writer) {
      writer.put_organisation(
          {"411500", "41", OrganisationKind::kCity, "信阳市", "411500", "", ""});
    });
    adopt(city_);
  }
  std::string changed(const std::string& from, const std::string& to) {
    std::string yaml = Definition::shipped().template_yaml();
    return yaml.replace(yaml.find(from), from.size(), to);
  }
  SmallCity city_;
};

TEST_F(NewTemplate, LiesBelowEveryCountysOverlay) {
  const std::string overlaid = version_of(city_, "411502");
  const SubjectId id = city_.visited();
  adopt(city_, changed("visit_attempt_limit: 3", "visit_attempt_limit: 2"));
  const auto rules = city_.engine().rule_book();
  EXPECT_EQ(rules->current("411522").version(), rules->current_of_city().version());
  EXPECT_EQ(rules->current("411522").chart_rules().visit_attempt_limit, 2);
  EXPECT_NE(rules->current("411502").version(), overlaid);
  EXPECT_EQ(rules->current("411502").chart_rules().visit_attempt_limit, 2);
  EXPECT_EQ(rules->current("411502").steps().size(), 3u);
  EXPECT_EQ(city_.subject(id).workflow_version, overlaid);
  city_.restart();
  EXPECT_EQ(city_.engine().rule_book()->current("411522").chart_rules().visit_attempt_limit, 2);
  EXPECT_EQ(city_.engine().rule_book()->current("411502").steps().size(), 3u);
  EXPECT_EQ(differences(city_), "");
}

TEST_F(NewTemplate, LeavesACountyBehindWhoseOverlayDoesNotFit) {
  const std::string overlaid = version_of(city_, "411502");
  EXPECT_TRUE(city_.engine().rule_book()->counties_behind().empty());
  adopt(city_, changed("steps: []",
                       "steps:\n  - {id: site, stage: Application, kind: approval, title: {zh: 批, "
                       "en: a}, role: leader}"));
  EXPECT_EQ(version_of(city_, "411502"), overlaid);
  EXPECT_NE(version_of(city_, "411522"), Definition::shipped().version());
  city_.restart();
  EXPECT_EQ(version_of(city_, "411502"), overlaid);
  const auto behind = city_.engine().rule_book()->counties_behind();
  ASSERT_EQ(behind.size(), 1u);
  EXPECT_EQ(behind[0].first, "411502");
  EXPECT_EQ(behind[0].second.code, "definition.duplicate");
  EXPECT_THAT(to_line(behind[0].second), HasSubstr("overlay 411502"));
}

// No county goes by another law than its city.
TEST_F(NewTemplate, OnAStatuteThatAnOverlayDoesNotFitIsRefused) {
  const std::string overlaid = version_of(city_, "411502");
  std::string statute = Definition::shipped().statute_yaml();
  const std::string title = "statute: 信发改财金〔2024〕329号";
  statute.replace(statute.find(title), title.size(), "statute: 另一办法");
  const std::string yaml = changed("steps: []",
                                   "steps:\n  - {id: site, stage: Application, kind: approval, "
                                   "title: {zh: 批, en: a}, role: leader}");
  const auto merged = Definition::merge(statute, yaml, "");
  ASSERT_TRUE(merged) << to_line(merged.error());
  const auto adopted = city_.engine().adopt_definition(*merged);
  ASSERT_FALSE(adopted);
  EXPECT_EQ(adopted.error().code, "definition.duplicate");
  EXPECT_EQ(version_of(city_, "411502"), overlaid);
  EXPECT_EQ(version_of(city_, "411522"), Definition::shipped().version());
}

// Stores of before kept the shipped files as two YAML documents.
TEST(StoredDefinition, ReadsTheFormerForm) {
  const Definition& shipped = Definition::shipped();
  const StoredDefinition former(shipped.version(),
                                shipped.statute_yaml() + "\n---\n" + shipped.template_yaml());
  ASSERT_NE(former.get(), nullptr);
  EXPECT_EQ(former.get()->rules(), shipped.rules());
}

TEST(StoredDefinition, IsRefusedWhereItIsNotWhatItsVersionSays) {
  const std::string document = to_document(Definition::shipped());
  const std::string version = Definition::shipped().version();
  EXPECT_NE(StoredDefinition(version, document).get(), nullptr);
  EXPECT_EQ(StoredDefinition("0123456789ab", document).get(), nullptr);
  for (const char* broken : {"", "{}", "[]", "{\"statute\": 1}", "a: [", "null"})
    EXPECT_EQ(StoredDefinition(version, broken).get(), nullptr) << broken;
}

}  // namespace
}  // namespace qianqiao
