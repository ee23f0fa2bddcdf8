#include "workflows/definition/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/definition/written.h"
#include "workflows/definition/titles.h"
#include "workflows/domain/audience.h"
#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

using ::testing::HasSubstr;

TEST(Explain, BankDecisionInFull) {
  const Text text = explain(*Definition::shipped().rule("bank-decision"));
  EXPECT_EQ(
      text.zh,
      "银行收齐企业申请材料后30日内作出是否授信的决定（六）；末日不是工作日的，顺延到下一个"
      "工作日。到期前7、3、1个工作日提醒银行联系人；逾期即告知银行联系人、银行主要负责同志、"
      "县区工作专班；逾期3个工作日报告专班组长；逾期7个工作日报告县区召集人、市协调机制办公室；"
      "逾期15个工作日报告市召集人，并列入下一期通报和向省级机制的报告。"
      "这是办法规定的时限，县区不得放宽、延长或中止。");
  EXPECT_EQ(text.en,
            "The bank has received all application materials: decide whether to grant credit "
            "within 30 days (六); where the last day is no working day, by the next one. "
            "7, 3 and 1 working days before, remind the bank contact; when it passes, tell the "
            "bank contact, the bank's head and the county task force; 3 working days late, tell "
            "the leader of the task force; 7 working days late, tell the county convener and the "
            "city office; 15 working days late, tell the city conveners and list it in the next "
            "circular and the report to the province. This clock is the notice's own: no county "
            "loosens, extends or pauses it.");
}

TEST(Explain, WorkingDaysAndFixedDates) {
  EXPECT_THAT(explain(*Definition::shipped().rule("bank-feedback")).zh,
              HasSubstr("银行作出不予授信的决定后5个工作日内向专班反馈未授信的原因（六）。"));
  EXPECT_THAT(explain(*Definition::shipped().rule("first-visit-round")).zh,
              HasSubstr("首轮为2024-11-20，含当日，不顺延"));
  EXPECT_THAT(explain(*Definition::shipped().rule("slip-dispatch")).en,
              HasSubstr("within 1 working day (七)."));
  EXPECT_THAT(explain(*Definition::shipped().rule("guidance")).zh, HasSubstr("服务时限"));
}

TEST(Explain, OnlyLikeRungsAreToldInOneBreath) {
  DeadlineRule rule = *Definition::shipped().rule("bank-feedback");
  rule.ladder = {{"ahead-3", -3, {"task_force"}},
                 {"ahead-1", -1, {"bank_contact"}},
                 {"overdue", 0, {"province_list"}}};
  EXPECT_THAT(explain(rule).zh,
              HasSubstr("到期前3个工作日提醒县区工作专班；到期前1个工作日提醒银行联系人；"
                        "逾期即列入下一期通报和向省级机制的报告。"));
}

TEST(Explain, EveryRuleOfTheDefinitionHasItsSentence) {
  const auto merged = written::merge_overlay(written::overlay(
      "deadlines:\n"
      "  - hook: bank-decision\n"
      "    budget: {calendar_days: 20}\n"
      "    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]\n"
      "steps:\n"
      "  - {id: a, stage: Application, kind: department_report, department: 411502-tax, "
      "title: {zh: 纳税信用, en: tax credit}}\n"
      "limits: [{name: guarantee_fee_basis_points_most, value: 80}]\n"));
  ASSERT_TRUE(merged) << to_line(merged.error());
  const std::vector<Sentence> sentences = explain(*merged);
  EXPECT_EQ(sentences.size(), merged->rules().size() + merged->limits().size() + 2 + 1 + 1 +
                                  merged->steps().size() + merged->reasons().size());
  std::string zh, en;
  for (const auto& [about, name, stage, clause, is_locked, sentence] : sentences) {
    EXPECT_TRUE(!is_locked || !clause.empty()) << sentence.zh;
    EXPECT_TRUE(about != Sentence::About::kStep || name + " " + stage == "a Application");
    EXPECT_TRUE(sentence.zh.ends_with("。")) << sentence.zh;
    EXPECT_TRUE(sentence.en.ends_with(".")) << sentence.en;
    EXPECT_EQ(sentence.en.find("  "), std::string::npos) << sentence.en;
    zh += sentence.zh + "\n";
    en += sentence.en + "\n";
  }
  EXPECT_THAT(zh, HasSubstr("20日内作出是否授信的决定（六）"));
  EXPECT_THAT(zh, HasSubstr("更严时限"));
  EXPECT_THAT(zh, HasSubstr("80（0.8%）（九）"));
  EXPECT_THAT(zh, HasSubstr("责任部门（411502-tax）出具部门意见“纳税信用”"));
  EXPECT_THAT(
      zh,
      HasSubstr("合规持续经营、固定经营场所、真实融资需求、信用状况良好、贷款用途依法合规（四）"));
  EXPECT_THAT(zh, HasSubstr("联系企业3次"));
  EXPECT_THAT(en, HasSubstr("the department (411502-tax) must report on 'tax credit'"));
}

TEST(Titles, EveryRoleAndAudienceHasOne) {
  for (const std::string_view role : all_roles()) {
    EXPECT_NE(role_title(role).zh, role);
    EXPECT_NE(role_title(role).en, role);
  }
  for (const Audience& audience : audiences()) {
    EXPECT_NE(audience_title(audience.name).zh, audience.name);
    EXPECT_FALSE(audience_title(audience.name).zh.empty()) << audience.name;
  }
  EXPECT_EQ(audience_title("nobody").en, "nobody");
}

}  // namespace
}  // namespace qianqiao
