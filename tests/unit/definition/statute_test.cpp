// The shipped statute and city template against the tables of the process: what the notice sets
// stands here once more, by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "workflows/definition/definition.h"
#include "workflows/domain/audience.h"

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const DeadlineRule& only_rule(std::string_view hook) {
  const auto& rules = Definition::shipped().rules_for(hook);
  EXPECT_EQ(rules.size(), 1u) << hook;
  return *rules.front();
}

using Ladder = std::vector<RungRule>;

TEST(Statute, BankDecidesWithinThirtyDays) {
  const DeadlineRule& rule = only_rule("bank-decision");
  EXPECT_EQ(rule.name, "bank-decision");
  EXPECT_EQ(rule.hook, "bank-decision");
  EXPECT_EQ(rule.subject, SubjectKind::kReferral);
  EXPECT_EQ(rule.clause, "(六)");
  EXPECT_EQ(rule.effect, Effect::kStatutory);
  EXPECT_EQ(rule.budget, (Budget{BudgetUnit::kCalendarDays, 30, {}}));
  EXPECT_EQ(rule.ladder, (Ladder{{"ahead-7", -7, {"bank_contact"}},
                                 {"ahead-3", -3, {"bank_contact"}},
                                 {"ahead-1", -1, {"bank_contact"}},
                                 {"overdue", 0, {"bank_contact", "bank_head", "task_force"}},
                                 {"escalate-1", 3, {"county_leader"}},
                                 {"escalate-2", 7, {"county_convener", "city_office"}},
                                 {"escalate-3", 15, {"city_convener", "province_list"}}}));
}

TEST(Statute, BankGivesFeedbackWithinFiveWorkingDays) {
  const DeadlineRule& rule = only_rule("bank-feedback");
  EXPECT_EQ(rule.subject, SubjectKind::kReferral);
  EXPECT_EQ(rule.clause, "(六)");
  EXPECT_EQ(rule.effect, Effect::kStatutory);
  EXPECT_EQ(rule.budget, (Budget{BudgetUnit::kWorkingDays, 5, {}}));
  EXPECT_EQ(rule.ladder, (Ladder{{"ahead-1", -1, {"bank_contact"}},
                                 {"overdue", 0, {"bank_contact", "bank_head", "task_force"}},
                                 {"escalate-1", 1, {"county_leader"}},
                                 {"escalate-2", 3, {"county_convener", "city_office"}},
                                 {"escalate-3", 7, {"city_convener", "province_list"}}}));
}

TEST(Statute, FirstRoundEndsOnTwentyNovember) {
  const DeadlineRule& rule = only_rule("first-visit-round");
  EXPECT_EQ(rule.subject, SubjectKind::kCase);
  EXPECT_EQ(rule.clause, "(四)");
  EXPECT_EQ(rule.effect, Effect::kStatutory);
  EXPECT_EQ(rule.budget.unit, BudgetUnit::kFixedDate);
  EXPECT_EQ(format_date(rule.budget.fixed_date), "2024-11-20");
  EXPECT_EQ(rule.ladder, (Ladder{{"ahead-10", -10, {"visitor"}},
                                 {"ahead-5", -5, {"visitor"}},
                                 {"ahead-1", -1, {"visitor"}},
                                 {"overdue", 0, {"county_office"}},
                                 {"escalate-1", 5, {"county_leader"}}}));
}

TEST(Statute, HasTheseThreeClocksAndNoOther) {
  std::vector<std::string> statutory;
  for (const DeadlineRule& rule : Definition::shipped().rules())
    if (rule.effect == Effect::kStatutory) statutory.push_back(rule.name);
  EXPECT_THAT(statutory, ElementsAre("bank-decision", "bank-feedback", "first-visit-round"));
  for (const std::string& name : statutory)
    EXPECT_TRUE(Definition::shipped().is_statutory_hook(name)) << name;
  EXPECT_FALSE(Definition::shipped().is_statutory_hook("bank-contact"));
  EXPECT_FALSE(Definition::shipped().is_statutory_hook(""));
}

// And one of ours (†): the notice knows no extension, a service clock has a bound all the same.
TEST(Statute, LimitsAreThoseOfTheNotice) {
  std::vector<std::tuple<std::string, int, std::string>> limits;
  for (const Limit& limit : Definition::shipped().limits())
    limits.emplace_back(limit.name, limit.value, limit.clause);
  EXPECT_THAT(limits,
              UnorderedElementsAre(std::tuple("intended_banks_least", 1, "(四)"),
                                   std::tuple("intended_banks_most", 2, "(四)"),
                                   std::tuple("working_capital_months_usual", 36, "(八)"),
                                   std::tuple("working_capital_months_most", 60, "(八)"),
                                   std::tuple("guarantee_fee_basis_points_most", 100, "(九)"),
                                   std::tuple("service_extension_percent_most", 100, "†")));
  EXPECT_EQ(Definition::shipped().limit("intended_banks_most")->value, 2);
  EXPECT_EQ(Definition::shipped().limit("nothing"), nullptr);
}

TEST(Statute, StandardsAndInformationAreThoseOfTheNotice) {
  std::vector<std::string> standards, information;
  for (const Requirement& standard : Definition::shipped().standards()) {
    standards.push_back(standard.title.zh);
    EXPECT_EQ(standard.clause, "(四)");
  }
  EXPECT_THAT(standards, ElementsAre("合规持续经营", "固定经营场所", "真实融资需求", "信用状况良好",
                                     "贷款用途依法合规"));
  for (const Requirement& kind : Definition::shipped().information()) {
    information.push_back(kind.code);
    EXPECT_EQ(kind.clause, "(五)");
  }
  EXPECT_THAT(information,
              ElementsAre("credit_report", "public_credit_report", "registered_capital",
                          "operation", "debt_evasion", "project_approval",
                          "industry_environment_policy", "collateral", "litigation"));
}

TEST(CityTemplate, EveryClockOfTheChartsHasARule) {
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip}) {
    for (const std::string& hook : clock_hooks(kind)) {
      const auto& rules = Definition::shipped().rules_for(hook);
      ASSERT_FALSE(rules.empty()) << hook;
      EXPECT_EQ(rules.front()->subject, kind) << hook;
    }
  }
  EXPECT_TRUE(Definition::shipped().rules_for("no-such-clock").empty());
}

TEST(CityTemplate, ServiceClocksTellSomebodyWhenTheyPass) {
  int service = 0;
  for (const DeadlineRule& rule : Definition::shipped().rules()) {
    if (rule.effect == Effect::kService) {
      ++service;
      EXPECT_EQ(rule.budget.unit, BudgetUnit::kWorkingDays) << rule.name;
      EXPECT_LE(rule.budget.days, 20) << rule.name;
    }
    int overdue = 0;
    for (std::size_t i = 0; i < rule.ladder.size(); ++i) {
      const RungRule& rung = rule.ladder[i];
      if (rung.offset_working_days == 0) ++overdue;
      if (i > 0) {
        EXPECT_LT(rule.ladder[i - 1].offset_working_days, rung.offset_working_days) << rule.name;
      }
      EXPECT_GT(rule.budget.unit == BudgetUnit::kFixedDate ? 11 : rule.budget.days,
                -rung.offset_working_days)
          << rule.name << ": reminds before it begins";
      EXPECT_FALSE(rung.audiences.empty());
      for (const std::string& audience : rung.audiences)
        EXPECT_NE(find_audience(audience), nullptr) << audience;
    }
    EXPECT_EQ(overdue, 1) << rule.name;
  }
  EXPECT_GE(service, 16);
}

TEST(CityTemplate, EveryRungOfAStatutoryClockHasItsOwnText) {
  const Definition& definition = Definition::shipped();
  int rungs = 0;
  for (const DeadlineRule& rule : definition.rules()) {
    if (rule.effect != Effect::kStatutory) continue;
    for (const RungRule& rung : rule.ladder) {
      ++rungs;
      const NoticeText* notice = definition.notice(rule.name + "." + rung.name);
      ASSERT_NE(notice, nullptr) << rule.name << "." << rung.name;
      EXPECT_NE(notice->body.zh.find("{clause}"), std::string::npos);
      EXPECT_NE(notice->body.zh.find("{due}"), std::string::npos);
    }
  }
  EXPECT_EQ(rungs, 17);
  EXPECT_NE(definition.notice("bank-decision.overdue")->subject.zh.find("催办函"),
            std::string::npos);
  for (const char* fallback : {"rung.ahead", "rung.overdue", "rung.escalate", "event"})
    EXPECT_NE(definition.notice(fallback), nullptr) << fallback;
  EXPECT_EQ(definition.notice("bank-decision.ahead-9"), nullptr);
}

TEST(CityTemplate, EveryNoticeOfTheChartsHasItsOwnText) {
  for (const std::string& name : notice_names())
    EXPECT_NE(Definition::shipped().notice(name), nullptr) << name;
}

// Two banks could compare a case's number; a referral's says nothing of another.
TEST(CityTemplate, NoTextForABankNamesTheCase) {
  const std::set<std::string> never_to_banks = {"several-lenders", "enterprise-elsewhere",
                                                "visit-overlap", "misuse-found"};
  for (const auto& [name, notice] : Definition::shipped().notices()) {
    if (never_to_banks.contains(name) || name.starts_with("first-visit-round.")) continue;
    for (const std::string* text :
         {&notice.subject.zh, &notice.subject.en, &notice.body.zh, &notice.body.en})
      EXPECT_EQ(text->find("{case}"), std::string::npos) << name;
  }
}

TEST(CityTemplate, EveryTextIsThereInBothLanguages) {
  for (const auto& [name, notice] : Definition::shipped().notices())
    for (const std::string* text :
         {&notice.subject.zh, &notice.subject.en, &notice.body.zh, &notice.body.en})
      EXPECT_FALSE(text->empty()) << name;
}

TEST(CityTemplate, EveryListOfReasonsThatChartsAskForIsFilled) {
  for (const std::string& list : reason_lists()) {
    const auto found = Definition::shipped().reasons().find(list);
    ASSERT_NE(found, Definition::shipped().reasons().end()) << list;
    EXPECT_FALSE(found->second.empty()) << list;
  }
}

TEST(CityTemplate, DeclinesSayWhatCanBeMended) {
  bool statutory = false, repairable = false, helped = false;
  for (const ReasonCode& reason : Definition::shipped().reasons().at("decline")) {
    if (reason.code == "credit_condition_unmet") {
      statutory = true;
      EXPECT_EQ(reason.clause, "(六)");
      EXPECT_FALSE(reason.repairable);
    }
    repairable |= reason.repairable;
    helped |= !reason.department.empty();
  }
  EXPECT_TRUE(statutory && repairable && helped);
}

TEST(CityTemplate, FillsTheChartsRules) {
  const ChartRules& rules = Definition::shipped().chart_rules();
  EXPECT_EQ(rules.visit_attempt_limit, 3);
  EXPECT_EQ(rules.intended_bank_limit, 2);
  EXPECT_EQ(rules.required_information.size(), 9u);
  EXPECT_THAT(std::vector<std::string>(rules.required_information.begin(),
                                       rules.required_information.end()),
              ::testing::UnorderedElementsAreArray(information_kinds()));
  EXPECT_TRUE(rules.reasons.at("removal").contains("false_materials"));
  EXPECT_TRUE(rules.reasons.at("decline").contains("credit_condition_unmet"));
  EXPECT_TRUE(rules.steps.empty());
  EXPECT_TRUE(Definition::shipped().steps().empty());
}

}  // namespace
}  // namespace qianqiao
