// Statute ← city template ← county overlay: a county adds and tightens, never loosens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/definition/written.h"
#include "workflows/definition/form_schema.h"

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using written::check_overlay;
using written::merge_overlay;
using written::overlay;
using written::replaced;
using written::shipped_statute;
using written::shipped_template;

std::string clock(const std::string& hook, const std::string& more) {
  return overlay("deadlines:\n  - hook: " + hook +
                 "\n    ladder: [{rung: overdue, offset: 0, to: " + "[county_leader]}]\n    " +
                 more + "\n");
}

TEST(Merge, WithoutOverlayIsWhatShips) {
  const auto merged = merge_overlay("");
  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->version(), Definition::shipped().version());
  EXPECT_EQ(merged->rules(), Definition::shipped().rules());
  EXPECT_EQ(merged->statute_yaml(), shipped_statute());
  EXPECT_EQ(merged->template_yaml(), shipped_template());
  EXPECT_EQ(merged->overlay_yaml(), "");
  EXPECT_EQ(merged->document(), "信发改财金〔2024〕329号");
}

TEST(Merge, ATighterLimitRunsBesideTheStatutoryOne) {
  const auto merged = merge_overlay(clock("bank-decision", "budget: {calendar_days: 20}"));
  ASSERT_TRUE(merged) << to_line(merged.error());
  const auto& rules = merged->rules_for("bank-decision");
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(*rules[0], *Definition::shipped().rule("bank-decision"));
  EXPECT_EQ(rules[1]->name, "bank-decision@411502");
  EXPECT_EQ(rules[1]->hook, "bank-decision");
  EXPECT_EQ(rules[1]->effect, Effect::kService);
  EXPECT_EQ(rules[1]->subject, SubjectKind::kReferral);
  EXPECT_EQ(rules[1]->clause, "(六)");
  EXPECT_EQ(rules[1]->budget, (Budget{BudgetUnit::kCalendarDays, 20, {}}));
  EXPECT_EQ(rules[1]->ladder, (std::vector<RungRule>{{"overdue", 0, {"county_leader"}}}));
  EXPECT_EQ(merged->rule("bank-decision@411502"), rules[1]);
  EXPECT_EQ(merged->rules().size(), Definition::shipped().rules().size() + 1);
}

TEST(Merge, CityAndCountyMayBothTighten) {
  int line = 0;
  const std::string city = replaced(shipped_template(), "deadlines:\n",
                                    "deadlines:\n  - hook: bank-feedback\n"
                                    "    budget: {working_days: 4}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: [city_office]}]\n",
                                    line);
  const auto merged = Definition::merge(shipped_statute(), city,
                                        clock("bank-feedback", "budget: {working_days: 3}"));
  ASSERT_TRUE(merged) << to_line(merged.error());
  std::vector<std::string> names;
  for (const DeadlineRule* rule : merged->rules_for("bank-feedback")) names.push_back(rule->name);
  EXPECT_THAT(names, ElementsAre("bank-feedback", "bank-feedback@411500", "bank-feedback@411502"));
}

TEST(Merge, ALooserOrEqualLimitIsRefusedWithItsClause) {
  for (const char* budget : {"budget: {calendar_days: 30}", "budget: {calendar_days: 31}",
                             "budget: {working_days: 20}", "budget: {fixed_date: 2024-11-01}"}) {
    const auto merged = merge_overlay(clock("bank-decision", budget));
    ASSERT_FALSE(merged) << budget;
    EXPECT_EQ(merged.error().code, "definition.statute_loosened") << budget;
    EXPECT_EQ(written::in_one_line(merged.error()),
              "statute_loosened overlay:4:5 deadlines[1].budget");
    EXPECT_EQ(written::param(merged.error(), "clause"), "(六)");
    EXPECT_THAT(describe(merged.error()).advice.zh, HasSubstr("(六)"));
  }
  EXPECT_THAT(check_overlay(clock("bank-feedback", "budget: {working_days: 6}")),
              ElementsAre("statute_loosened overlay:4:5 deadlines[1].budget"));
}

TEST(Merge, TheRoundsDateIsTheRoundsOwn) {
  EXPECT_THAT(check_overlay(clock("first-visit-round", "budget: {fixed_date: 2024-11-10}")),
              ElementsAre("statute_loosened overlay:4:5 deadlines[1].budget"));
}

TEST(Merge, WhatTheStatuteSaysOfAClockStays) {
  for (const char* change : {"budget: {calendar_days: 20}\n    clause: (五)",
                             "budget: {calendar_days: 20}\n    subject: case",
                             "budget: {calendar_days: 20}\n    anchor: {zh: 授信, en: grant}"})
    EXPECT_THAT(check_overlay(clock("bank-decision", change)),
                ElementsAre("statute_loosened overlay:4:5 deadlines[1]"))
        << change;
}

TEST(Merge, StandardsAndInformationAreLocked) {
  EXPECT_THAT(
      check_overlay(overlay("standards: []\ninformation: []\n")),
      ElementsAre("unknown_field overlay:3:1 standards", "unknown_field overlay:4:1 information"));
}

TEST(Merge, LimitsAreTightenedOnly) {
  const auto merged = merge_overlay(overlay("limits: [{name: intended_banks_most, value: 1}]\n"));
  ASSERT_TRUE(merged) << to_line(merged.error());
  EXPECT_EQ(merged->limit("intended_banks_most")->value, 1);
  EXPECT_EQ(merged->limit("intended_banks_most")->clause, "(四)");
  EXPECT_EQ(merged->chart_rules().intended_bank_limit, 1);

  const auto three = merge_overlay(overlay("limits: [{name: intended_banks_most, value: 3}]\n"));
  ASSERT_FALSE(three);
  EXPECT_EQ(written::in_one_line(three.error()), "statute_loosened overlay:3:45 limits[1].value");
  EXPECT_EQ(written::param(three.error(), "clause"), "(四)");
  EXPECT_THAT(check_overlay(overlay("limits: [{name: intended_banks_least, value: 0}]\n")),
              ElementsAre("statute_loosened overlay:3:46 limits[1].value"));
}

TEST(Merge, BoundsMayNotCross) {
  EXPECT_THAT(check_overlay(overlay("limits:\n"
                                    "  - {name: intended_banks_least, value: 2}\n"
                                    "  - {name: intended_banks_most, value: 1}\n")),
              ElementsAre("out_of_range overlay:5:40 limits[2].value"));
  EXPECT_THAT(check_overlay(overlay("limits: [{name: intended_banks_most, value: 0}]\n")),
              ElementsAre("out_of_range overlay:3:45 limits[1].value"));
}

TEST(Merge, AServiceClockIsTheCountysToSet) {
  const auto merged = merge_overlay(clock("bank-contact", "budget: {working_days: 10}"));
  ASSERT_TRUE(merged) << to_line(merged.error());
  const auto& rules = merged->rules_for("bank-contact");
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0]->name, "bank-contact");
  EXPECT_EQ(rules[0]->budget.days, 10);
  EXPECT_EQ(rules[0]->title, Definition::shipped().rule("bank-contact")->title);
  EXPECT_EQ(rules[0]->ladder.size(), 1u);
  EXPECT_EQ(Definition::shipped().rule("bank-contact")->budget.days, 2);
}

TEST(Merge, ReasonsTextsAndLimitsOfACountyAreAdded) {
  const auto merged = merge_overlay(overlay(
      "visit_attempt_limit: 5\n"
      "visit_overlap_days: 7\n"
      "reasons:\n"
      "  return:\n"
      "    - {code: stamp_missing, title: {zh: 缺少公章, en: the seal is missing}}\n"
      "notices:\n"
      "  event: {subject: {zh: 题, en: s}, body: {zh: 文, en: b}}\n"
      "  bank-decision.overdue: {subject: {zh: 催, en: s}, body: {zh: '{bank}', en: b}}\n"));
  ASSERT_TRUE(merged) << to_line(merged.error());
  EXPECT_EQ(merged->chart_rules().visit_attempt_limit, 5);
  EXPECT_EQ(merged->chart_rules().visit_overlap_days, 7);
  const auto& codes = merged->chart_rules().reasons.at("return");
  EXPECT_TRUE(codes.contains("stamp_missing"));
  EXPECT_TRUE(codes.contains("materials_incomplete"));
  EXPECT_EQ(merged->notice("event")->subject.zh, "题");
  EXPECT_EQ(merged->notice("bank-decision.overdue")->body.zh, "{bank}");
  EXPECT_EQ(*merged->notice("bank-decision.ahead-7"),
            *Definition::shipped().notice("bank-decision.ahead-7"));
}

TEST(Merge, TextForACountysOwnRungNeedsThatRung) {
  const std::string deadline =
      "deadlines:\n"
      "  - hook: bank-decision\n"
      "    budget: {calendar_days: 20}\n"
      "    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]\n";
  const std::string text =
      "notices:\n"
      "  bank-decision@411502.overdue: {subject: {zh: 催, en: s}, body: {zh: 文, en: b}}\n";
  const auto merged = merge_overlay(overlay(deadline + text));
  ASSERT_TRUE(merged) << to_line(merged.error());
  EXPECT_NE(merged->notice("bank-decision@411502.overdue"), nullptr);
}

constexpr char kThreeSteps[] =
    "steps:\n"
    "  - id: tax-credit\n"
    "    stage: Review.Preliminary\n"
    "    kind: department_report\n"
    "    department: 411502-tax\n"
    "    title: {zh: 纳税信用, en: tax credit}\n"
    "    form: tax-credit\n"
    "  - id: deputy-consent\n"
    "    stage: Review.Preliminary\n"
    "    kind: approval\n"
    "    role: deputy_leader\n"
    "    title: {zh: 副组长同意, en: the deputy agrees}\n"
    "  - id: headcount\n"
    "    stage: Review.BankReview\n"
    "    kind: form\n"
    "    role: bank_reviewer\n"
    "    title: {zh: 用工情况, en: people employed}\n"
    "    form:\n"
    "      type: object\n"
    "      properties:\n"
    "        count: {type: integer, minimum: 0, maximum: 5000, title: 人数}\n"
    "        insured: {type: boolean, title: 是否参保}\n"
    "        kind: {type: string, enum: [full, part], title: 用工形式}\n"
    "      required: [count]\n";

TEST(Merge, StepsOfAllThreeKinds) {
  const auto merged = merge_overlay(overlay(kThreeSteps));
  ASSERT_TRUE(merged) << to_line(merged.error());
  ASSERT_EQ(merged->steps().size(), 3u);
  const StepRule& report = merged->steps()[0];
  EXPECT_EQ(report.kind, StepKind::kDepartmentReport);
  EXPECT_EQ(report.role, "department");
  EXPECT_EQ(report.department, "411502-tax");
  EXPECT_EQ(nlohmann::json::parse(report.form_json)["required"].dump(), R"(["grade","year"])");
  const StepRule& approval = merged->steps()[1];
  EXPECT_EQ(approval.kind, StepKind::kApproval);
  EXPECT_EQ(approval.role, "deputy_leader");
  EXPECT_EQ(approval.form_json, "");
  const StepRule& form = merged->steps()[2];
  EXPECT_EQ(form.kind, StepKind::kForm);
  const auto schema = nlohmann::json::parse(form.form_json);
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"]["count"]["maximum"], 5000);
  EXPECT_EQ(schema["properties"]["insured"]["type"], "boolean");
  EXPECT_EQ(merged->chart_rules().steps.at("Review.Preliminary"),
            (std::set<std::string>{"deputy-consent", "tax-credit"}));
  EXPECT_EQ(merged->chart_rules().steps.at("Review.BankReview"),
            (std::set<std::string>{"headcount"}));
}

TEST(Merge, StepsThatCannotBeDoneAreRefused) {
  const auto step = [](const std::string& lines) {
    return check_overlay(overlay("steps:\n  - id: a\n    title: {zh: 甲, en: a}\n" + lines));
  };
  EXPECT_THAT(step("    stage: Review.Nowhere\n    kind: approval\n    role: leader\n"),
              ElementsAre("unknown_name overlay:6:12 steps[1].stage"));
  EXPECT_THAT(step("    stage: Closed\n    kind: approval\n    role: leader\n"),
              ElementsAre("unknown_name overlay:6:12 steps[1].stage"));
  EXPECT_THAT(step("    stage: Application\n    kind: dance\n    role: leader\n"),
              ElementsAre("unknown_name overlay:7:11 steps[1].kind"));
  EXPECT_THAT(step("    stage: Application\n    kind: approval\n    role: king\n"),
              ElementsAre("unknown_name overlay:8:11 steps[1].role"));
  EXPECT_THAT(step("    stage: Application\n    kind: department_report\n"),
              ElementsAre("missing_field overlay:4:5 steps[1].department"));
  EXPECT_THAT(step("    stage: Application\n    kind: form\n    role: leader\n"),
              ElementsAre("missing_field overlay:4:5 steps[1].form"));
  EXPECT_THAT(
      step("    stage: Application\n    kind: form\n    role: leader\n    form: no-such-form\n"),
      ElementsAre("unknown_name overlay:9:11 steps[1].form"));
  EXPECT_THAT(check_overlay(overlay(std::string(kThreeSteps) + "  - id: headcount\n"
                                                               "    stage: Application\n"
                                                               "    kind: approval\n"
                                                               "    role: leader\n"
                                                               "    title: {zh: 又, en: again}\n")),
              ElementsAre("duplicate overlay:27:9 steps[4].id"));
}

TEST(Merge, FormsThatNobodyCouldFillInAreRefused) {
  const auto form = [](const std::string& lines) {
    return check_overlay(overlay(
        "steps:\n  - id: a\n    title: {zh: 甲, en: a}\n    stage: Application\n    kind: form\n"
        "    role: leader\n    form:\n" +
        lines));
  };
  EXPECT_THAT(form("      type: array\n"),
              ElementsAre("unknown_name overlay:10:13 steps[1].form.type",
                          "missing_field overlay:10:7 steps[1].form.properties"));
  EXPECT_THAT(form("      type: object\n      properties: {}\n"),
              ElementsAre("missing_field overlay:11:19 steps[1].form.properties"));
  EXPECT_THAT(form("      type: object\n      properties:\n"
                   "        x: {type: object, title: 甲}\n"),
              ElementsAre("unknown_name overlay:12:19 steps[1].form.properties.x.type"));
  EXPECT_THAT(form("      type: object\n      properties:\n"
                   "        x: {type: string, title: 甲, $ref: 'http://x.example/'}\n"),
              ElementsAre("unknown_field overlay:12:37 steps[1].form.properties.x.$ref"));
  EXPECT_THAT(form("      type: object\n      properties:\n"
                   "        x: {type: string, title: 甲, minLength: -1}\n"),
              ElementsAre("out_of_range overlay:12:48 steps[1].form.properties.x.minLength"));
  EXPECT_THAT(form("      type: object\n      properties:\n"
                   "        x: {type: integer, title: 甲, minimum: low}\n"),
              ElementsAre("wrong_type overlay:12:47 steps[1].form.properties.x.minimum"));
  EXPECT_THAT(form("      type: object\n      properties:\n"
                   "        x: {type: string, title: 甲}\n      required: [y]\n"),
              ElementsAre("unknown_name overlay:13:18 steps[1].form.required[1]"));
}

TEST(Merge, EveryShippedFormCanBeFilledIn) {
  ASSERT_FALSE(shipped_forms().empty());
  for (const std::string& name : shipped_forms()) {
    const auto form = nlohmann::json::parse(shipped_form(name), nullptr, false);
    ASSERT_TRUE(form.is_object()) << name;
    EXPECT_EQ(form["additionalProperties"], false) << name;
    EXPECT_FALSE(form["properties"].empty()) << name;
    for (const auto& field : form["required"])
      EXPECT_TRUE(form["properties"].contains(field.get<std::string>())) << name << field;
    for (const auto& [field, input] : form["properties"].items()) {
      EXPECT_TRUE(input.contains("title") && input.contains("title_en")) << name << field;
      EXPECT_TRUE(input.contains("type")) << name << field;
    }
  }
  EXPECT_TRUE(shipped_form("../counties/city-template").empty());
}

TEST(Merge, MergingReportsTheFirstProblem) {
  const auto merged = merge_overlay(overlay("foo: 1\nbar: 2\n"));
  ASSERT_FALSE(merged);
  EXPECT_EQ(written::in_one_line(merged.error()), "unknown_field overlay:3:1 foo");
}

TEST(Merge, TheVersionNamesTheContentNotTheLayout) {
  const std::string& shipped = Definition::shipped().version();
  EXPECT_EQ(shipped.size(), 12u);
  EXPECT_EQ(shipped.find_first_not_of("0123456789abcdef"), std::string::npos);
  const auto commented =
      Definition::merge("# a comment\n" + shipped_statute(), shipped_template() + "\n\n", "");
  ASSERT_TRUE(commented);
  EXPECT_EQ(commented->version(), shipped);

  int line = 0;
  const auto changed = Definition::merge(
      shipped_statute(),
      replaced(shipped_template(), "visit_attempt_limit: 3", "visit_attempt_limit: 4", line), "");
  ASSERT_TRUE(changed);
  EXPECT_NE(changed->version(), shipped);
  const auto with_overlay = merge_overlay(overlay("visit_attempt_limit: 4\n"));
  ASSERT_TRUE(with_overlay);
  EXPECT_NE(with_overlay->version(), shipped);
  EXPECT_NE(with_overlay->version(), changed->version());
}

TEST(Merge, CopiesOutliveTheirOriginal) {
  std::optional<Definition> copy;
  {
    const auto merged = merge_overlay(clock("bank-decision", "budget: {calendar_days: 20}"));
    ASSERT_TRUE(merged);
    copy = *merged;
  }
  EXPECT_EQ(copy->rules_for("bank-decision")[1]->name, "bank-decision@411502");
  EXPECT_EQ(copy->rule("push")->hook, "push");
}

}  // namespace
}  // namespace qianqiao
