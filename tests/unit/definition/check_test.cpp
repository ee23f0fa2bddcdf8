// What is wrong with a definition is named with its line, column and field, all at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/definition/written.h"

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using written::check;
using written::check_overlay;
using written::overlay;
using written::replaced;
using written::shipped_statute;
using written::shipped_template;

TEST(DefinitionCheck, ShippedFilesAreClean) {
  EXPECT_THAT(check_overlay(""), IsEmpty());
  EXPECT_THAT(check_overlay("# nothing but a comment\n"), IsEmpty());
  EXPECT_THAT(check_overlay(overlay("")), IsEmpty());
}

TEST(DefinitionCheck, EmptyStatuteOrTemplateIsSaid) {
  EXPECT_THAT(check("", shipped_template(), ""), ElementsAre("missing_field statute:1:1 "));
  EXPECT_THAT(check(shipped_statute(), "", ""), ElementsAre("missing_field template:1:1 "));
}

TEST(DefinitionCheck, BrokenYamlNamesFileAndLine) {
  int line = 0;
  const std::string statute = replaced(shipped_statute(), "limits:", "limits: [", line);
  const auto problems = check(statute, shipped_template(), "");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0], HasSubstr("malformed statute:"));
  EXPECT_THAT(check_overlay(overlay("steps: }\n")), ElementsAre("malformed overlay:3:8 "));
}

TEST(DefinitionCheck, TopMustBeFieldsAndValues) {
  EXPECT_THAT(check_overlay("- a\n- b\n"), ElementsAre("wrong_type overlay:1:1 "));
  EXPECT_THAT(check_overlay("just words\n"), ElementsAre("wrong_type overlay:1:1 "));
}

TEST(DefinitionCheck, UnknownFieldIsNamedWithTheKnownOnes) {
  const std::string yaml = overlay("stepps: []\n");
  EXPECT_THAT(check_overlay(yaml), ElementsAre("unknown_field overlay:3:1 stepps"));
  const auto errors =
      Definition::check({"s", shipped_statute()}, {"t", shipped_template()}, {"county.yaml", yaml});
  ASSERT_EQ(errors.size(), 1u);
  const ErrorDescription told = describe(errors[0]);
  EXPECT_THAT(told.advice.zh, HasSubstr("county.yaml 第3行第1列"));
  EXPECT_THAT(told.advice.zh, HasSubstr("stepps"));
  EXPECT_THAT(told.advice.zh, HasSubstr("steps"));
  EXPECT_THAT(told.advice.en, HasSubstr("county.yaml, line 3, column 1"));
  EXPECT_THAT(told.advice.en, HasSubstr("visit_attempt_limit"));
}

TEST(DefinitionCheck, MissingFieldIsNamedAtItsMapping) {
  EXPECT_THAT(check_overlay("overlay: 浉河区\n"), ElementsAre("missing_field overlay:1:1 area"));
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 9}\n")),
              ElementsAre("missing_field overlay:4:5 deadlines[1].ladder"));
  EXPECT_THAT(
      check_overlay(overlay("deadlines:\n"
                            "  - hook: guidance\n"
                            "    ladder: [{rung: overdue, offset: 0, to: [task_force]}]\n")),
      ElementsAre("missing_field overlay:4:5 deadlines[1].budget"));
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 9}\n"
                                    "    ladder: [{rung: overdue, to: [task_force]}]\n")),
              ElementsAre("missing_field overlay:6:14 deadlines[1].ladder[1].offset"));
  EXPECT_THAT(check_overlay(overlay("reasons:\n"
                                    "  return:\n"
                                    "    - code: a\n"
                                    "      title: {zh: 甲}\n")),
              ElementsAre("missing_field overlay:6:14 reasons.return[1].title.en"));
  EXPECT_THAT(check_overlay(overlay("reasons:\n"
                                    "  return:\n"
                                    "    - {code: a, title: {zh: 甲, en: ''}}\n")),
              ElementsAre("missing_field overlay:5:36 reasons.return[1].title.en"));
}

TEST(DefinitionCheck, WrongTypeIsNamedAtItsValue) {
  EXPECT_THAT(check_overlay(overlay("visit_attempt_limit: three\n")),
              ElementsAre("wrong_type overlay:3:22 visit_attempt_limit"));
  EXPECT_THAT(check_overlay(overlay("visit_attempt_limit: '3'\n")),
              ElementsAre("wrong_type overlay:3:22 visit_attempt_limit"));
  EXPECT_THAT(check_overlay(overlay("visit_attempt_limit: 2.5\n")),
              ElementsAre("wrong_type overlay:3:22 visit_attempt_limit"));
  EXPECT_THAT(check_overlay(overlay("visit_attempt_limit: [3]\n")),
              ElementsAre("wrong_type overlay:3:22 visit_attempt_limit"));
  EXPECT_THAT(check_overlay(overlay("steps: 5\n")), ElementsAre("wrong_type overlay:3:8 steps"));
  EXPECT_THAT(check_overlay(overlay("notices: [a]\n")),
              ElementsAre("wrong_type overlay:3:10 notices"));
  EXPECT_THAT(check_overlay(overlay("reasons:\n  return: 缺材料\n")),
              ElementsAre("wrong_type overlay:4:11 reasons.return"));
  EXPECT_THAT(check_overlay(overlay("reasons:\n"
                                    "  return:\n"
                                    "    - {code: Bad Code, title: {zh: 甲, en: a}}\n"
                                    "    - {code: b, repairable: maybe, title: {zh: 乙, en: b}}\n"
                                    "    - {code: c, title: 丙}\n")),
              ElementsAre("wrong_type overlay:5:14 reasons.return[1].code",
                          "wrong_type overlay:6:29 reasons.return[2].repairable",
                          "wrong_type overlay:7:24 reasons.return[3].title"));
  EXPECT_THAT(check_overlay("overlay: x\narea: 41150\n"),
              ElementsAre("wrong_type overlay:2:7 area"));
}

TEST(DefinitionCheck, ACountyIsNotItsCity) {
  EXPECT_THAT(check_overlay("overlay: x\narea: '411500'\n"),
              ElementsAre("duplicate overlay:2:7 area"));
  EXPECT_THAT(check_overlay("overlay: 羊山新区\narea: 4115Z1\n"), IsEmpty());
}

TEST(DefinitionCheck, NumbersHaveLimits) {
  EXPECT_THAT(check_overlay(overlay("visit_attempt_limit: 0\n")),
              ElementsAre("out_of_range overlay:3:22 visit_attempt_limit"));
  EXPECT_THAT(check_overlay(overlay("visit_attempt_limit: 99999999999999999999\n")),
              ElementsAre("out_of_range overlay:3:22 visit_attempt_limit"));
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 0}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: [task_force]}]\n"
                                    "  - hook: push\n"
                                    "    budget: {working_days: 3651}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: [task_force]}, "
                                    "{rung: late, offset: 251, to: [task_force]}]\n")),
              ElementsAre("out_of_range overlay:5:28 deadlines[1].budget.working_days",
                          "out_of_range overlay:8:28 deadlines[2].budget.working_days",
                          "out_of_range overlay:9:81 deadlines[2].ladder[2].offset"));
}

TEST(DefinitionCheck, BudgetIsOfOneKind) {
  const auto with_budget = [](const std::string& budget) {
    return check_overlay(overlay("deadlines:\n  - hook: guidance\n    budget: " + budget +
                                 "\n    ladder: [{rung: overdue, offset: 0, to: [visitor]}]\n"));
  };
  EXPECT_THAT(with_budget("{working_days: 3}"), IsEmpty());
  EXPECT_THAT(with_budget("{working_days: 3, calendar_days: 5}"),
              ElementsAre("missing_field overlay:5:13 deadlines[1].budget"));
  EXPECT_THAT(with_budget("{weeks: 1}"),
              ElementsAre("missing_field overlay:5:13 deadlines[1].budget",
                          "unknown_field overlay:5:14 deadlines[1].budget.weeks"));
  EXPECT_THAT(with_budget("30"), ElementsAre("wrong_type overlay:5:13 deadlines[1].budget"));
  EXPECT_THAT(with_budget("{fixed_date: 2025-02-30}"),
              ElementsAre("wrong_type overlay:5:26 deadlines[1].budget.fixed_date"));
}

TEST(DefinitionCheck, NamesThatNothingAnswersToAreRefused) {
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidence\n"
                                    "    budget: {working_days: 3}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: [boss]}]\n"
                                    "reasons:\n"
                                    "  returns: []\n")),
              ElementsAre("unknown_name overlay:6:46 deadlines[1].ladder[1].to[1]",
                          "unknown_name overlay:8:3 reasons.returns",
                          "unknown_name overlay:4:5 deadlines[1].hook"));
  EXPECT_THAT(check_overlay(overlay("limits: [{name: banks_most, value: 1}]\n")),
              ElementsAre("unknown_name overlay:3:36 limits[1].name"));
}

TEST(DefinitionCheck, ASubjectThatTheClockDoesNotBelongToIsRefused) {
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    subject: referral\n"
                                    "    budget: {working_days: 3}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: [visitor]}]\n")),
              ElementsAre("unknown_name overlay:4:5 deadlines[1].subject"));
}

TEST(DefinitionCheck, WhatStandsTwiceIsNamedAtItsSecondPlace) {
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 3}\n"
                                    "    ladder:\n"
                                    "      - {rung: overdue, offset: 0, to: [visitor, visitor]}\n"
                                    "      - {rung: overdue, offset: 1, to: [visitor]}\n"
                                    "      - {rung: late, offset: 0, to: [visitor]}\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 2}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: [visitor]}]\n")),
              ElementsAre("duplicate overlay:7:50 deadlines[1].ladder[1].to[2]",
                          "duplicate overlay:8:16 deadlines[1].ladder[2].rung",
                          "duplicate overlay:9:30 deadlines[1].ladder[3].offset",
                          "duplicate overlay:10:11 deadlines[2].hook"));
  EXPECT_THAT(check_overlay(overlay("reasons:\n"
                                    "  removal:\n"
                                    "    - {code: misuse, title: {zh: 挪用, en: misuse}}\n"
                                    "    - {code: own, title: {zh: 甲, en: a}}\n"
                                    "    - {code: own, title: {zh: 乙, en: b}}\n")),
              ElementsAre("duplicate overlay:5:14 reasons.removal[1].code",
                          "duplicate overlay:7:14 reasons.removal[3].code"));
  EXPECT_THAT(check_overlay(overlay("steps: []\nsteps: []\n")),
              ElementsAre("duplicate overlay:4:1 steps"));
}

TEST(DefinitionCheck, ALadderTellsSomebodyWhenTheDeadlinePasses) {
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 3}\n"
                                    "    ladder: [{rung: ahead-1, offset: -1, to: [visitor]}]\n")),
              ElementsAre("missing_field overlay:6:13 deadlines[1].ladder"));
  EXPECT_THAT(check_overlay(overlay("deadlines:\n"
                                    "  - hook: guidance\n"
                                    "    budget: {working_days: 3}\n"
                                    "    ladder: [{rung: overdue, offset: 0, to: []}]\n")),
              ElementsAre("missing_field overlay:6:45 deadlines[1].ladder[1].to"));
}

TEST(DefinitionCheck, ATextNamesOnlyFieldsThatExist) {
  const auto with_body = [](const std::string& name, const std::string& body) {
    return check_overlay(overlay("notices:\n  " + name +
                                 ":\n    subject: {zh: 题, en: s}\n    body: {zh: '" + body +
                                 "', en: b}\n"));
  };
  EXPECT_THAT(with_body("bank-decision.overdue",
                        "{enterprise}{bank}{county}{due}{rule}{clause}{days}{case}{referral}"),
              IsEmpty());
  EXPECT_THAT(with_body("event", "{enterprise}{bank}{county}{case}{referral}"), IsEmpty());
  EXPECT_THAT(with_body("bank-decision.overdue", "{enterprize}"),
              ElementsAre("unknown_name overlay:4:3 notices.bank-decision.overdue"));
  EXPECT_THAT(with_body("bank-decision.overdue", "{enterprise"),
              ElementsAre("unknown_name overlay:4:3 notices.bank-decision.overdue"));
  // An event has no deadline.
  EXPECT_THAT(with_body("event", "{due}"), ElementsAre("unknown_name overlay:4:3 notices.event"));
}

TEST(DefinitionCheck, ATextIsForARungOrEventThatExists) {
  const std::string text = ": {subject: {zh: 题, en: s}, body: {zh: 文, en: b}}\n";
  for (const std::string name : {"bank-decision.ahead-9", "bank-decison.overdue", "rung.late",
                                 "referral-teleported", "bank-decision@411502.overdue"})
    EXPECT_THAT(check_overlay(overlay("notices:\n  " + name + text)),
                ElementsAre("unknown_name overlay:4:3 notices." + name));
}

TEST(DefinitionCheck, FallbackTextsMustBeThere) {
  int line = 0;
  const std::string city = replaced(shipped_template(), "  event:\n", "  rung.spare:\n", line);
  EXPECT_THAT(check(shipped_statute(), city, ""),
              ElementsAre("unknown_name template:" + std::to_string(line) + ":3 notices.rung.spare",
                          "missing_field template:1:1 notices.event"));
}

TEST(DefinitionCheck, AStatuteWithoutOneOfItsClocksIsRefused) {
  int line = 0;
  const std::string statute =
      replaced(shipped_statute(), "hook: bank-feedback", "hook: bank-contact", line);
  EXPECT_THAT(check(statute, shipped_template(), ""),
              ::testing::Contains("missing_field statute:1:1 deadlines"));
}

TEST(DefinitionCheck, AStatuteNeedsClauseAndTheNoticesWords) {
  int line = 0;
  std::string statute = replaced(shipped_statute(), "    clause: (六)\n", "", line);
  EXPECT_THAT(
      check(statute, shipped_template(), ""),
      ElementsAre("missing_field statute:" + std::to_string(line - 2) + ":5 deadlines[1].clause"));
  statute = replaced(shipped_statute(), "    clause: (六)\n", "    clause: (十八)\n", line);
  EXPECT_THAT(
      check(statute, shipped_template(), ""),
      ElementsAre("unknown_name statute:" + std::to_string(line) + ":13 deadlines[1].clause"));
  statute = replaced(shipped_statute(), "    quote: ", "    words: ", line);
  EXPECT_THAT(
      check(statute, shipped_template(), ""),
      ElementsAre("missing_field statute:" + std::to_string(line - 3) + ":5 deadlines[1].quote",
                  "unknown_field statute:" + std::to_string(line) + ":5 deadlines[1].words"));
}

TEST(DefinitionCheck, AServiceClockOfTheTemplateIsComplete) {
  int line = 0;
  const std::string city =
      replaced(shipped_template(),
               "    title: {zh: 完成专班初审, en: conclude the preliminary review}\n", "", line);
  EXPECT_THAT(
      check(shipped_statute(), city, ""),
      ElementsAre("missing_field template:" + std::to_string(line - 2) + ":5 deadlines[2].title"));
}

TEST(DefinitionCheck, EveryFilesProblemsComeAtOnce) {
  int statute_line = 0, city_line = 0;
  const std::string statute =
      replaced(shipped_statute(), "calendar_days: 30", "calendar_days: thirty", statute_line);
  const std::string city =
      replaced(shipped_template(), "visit_attempt_limit: 3", "visit_attempt_limit: 300", city_line);
  EXPECT_THAT(
      check(statute, city, overlay("foo: 1\nbar: 2\n")),
      ElementsAre("wrong_type statute:" + std::to_string(statute_line) +
                      ":29 deadlines[1].budget.calendar_days",
                  "out_of_range template:" + std::to_string(city_line) + ":22 visit_attempt_limit",
                  "unknown_field overlay:3:1 foo", "unknown_field overlay:4:1 bar"));
}

TEST(DefinitionCheck, EveryProblemIsToldInBothLanguages) {
  const auto errors =
      Definition::check({"s", shipped_statute()}, {"t", shipped_template()},
                        {"o", overlay("deadlines:\n"
                                      "  - hook: bank-decision\n"
                                      "    budget: {calendar_days: 45}\n"
                                      "    ladder: [{rung: overdue, offset: 0, to: [boss]}]\n"
                                      "steps: 5\nvisit_attempt_limit: 0\nfoo: 1\n"
                                      "limits:\n  - {name: intended_banks_most, value: 3}\n")});
  ASSERT_GE(errors.size(), 6u);
  for (const Error& error : errors) {
    const ErrorDescription told = describe(error);
    EXPECT_EQ(told.http_status, 422) << error.code;
    for (const std::string* words : {&told.advice.zh, &told.advice.en, &told.title.zh}) {
      EXPECT_FALSE(words->empty()) << error.code;
      EXPECT_EQ(words->find('{'), std::string::npos) << *words;
    }
    EXPECT_THAT(told.advice.zh, HasSubstr("第" + written::param(error, "line") + "行"));
    EXPECT_THAT(told.advice.en, HasSubstr("line " + written::param(error, "line")));
  }
}

}  // namespace
}  // namespace qianqiao
