// What differs between two definitions, part by part.
#include "workflows/definition/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/definition/written.h"

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> in_words(const std::vector<DefinitionDifference>& differences) {
  std::vector<std::string> lines;
  for (const DefinitionDifference& one : differences)
    lines.push_back(std::string(to_string(one.change)) + " " + std::string(to_string(one.part)) +
                    " " + one.name);
  return lines;
}

Definition with(const std::string& body) {
  auto merged = written::merge_overlay(body.empty() ? "" : written::overlay(body));
  EXPECT_TRUE(merged) << to_line(merged.error());
  return merged ? *merged : Definition::shipped();
}

constexpr char kTighter[] =
    "deadlines:\n  - hook: bank-decision\n    budget: {calendar_days: 20}\n"
    "    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]\n";
constexpr char kStep[] =
    "steps:\n  - {id: site, stage: Application, kind: approval, role: task_force, "
    "title: {zh: 核实, en: check}}\n";

TEST(Difference, OfTheSameThereIsNone) {
  EXPECT_THAT(differences(Definition::shipped(), Definition::shipped()), IsEmpty());
  EXPECT_THAT(differences(with(kStep), with(kStep)), IsEmpty());
}

TEST(Difference, WhatACountyAddsAndTakesAway) {
  const Definition city = Definition::shipped(), county = with(std::string(kTighter) + kStep);
  const auto added = differences(city, county), removed = differences(county, city);
  EXPECT_THAT(in_words(added),
              ElementsAre("added deadline bank-decision@411502", "added step site"));
  EXPECT_THAT(in_words(removed),
              ElementsAre("removed deadline bank-decision@411502", "removed step site"));
  EXPECT_EQ(added[0].clause, "(六)");
  EXPECT_EQ(added[1].stage, "Application");
  EXPECT_THAT(explain(added[0]).zh, HasSubstr("新增：银行收齐企业申请材料后20日内"));
  EXPECT_THAT(explain(removed[1]).en, HasSubstr("No more: At '"));
}

TEST(Difference, AChangeTellsBothSides) {
  const auto changed = differences(
      Definition::shipped(), with("visit_attempt_limit: 5\n"
                                  "deadlines:\n  - hook: guidance\n    budget: {working_days: 15}\n"
                                  "    ladder: [{rung: overdue, offset: 0, to: [task_force]}]\n"));
  EXPECT_THAT(in_words(changed), ElementsAre("changed deadline guidance", "changed visits visits"));
  EXPECT_THAT(explain(changed[0]).zh, HasSubstr("原为：企业转入辅导后20个工作日"));
  EXPECT_THAT(explain(changed[0]).zh, HasSubstr("改为：企业转入辅导后15个工作日"));
  EXPECT_THAT(explain(changed[1]).en, HasSubstr("After 5 attempts"));
}

TEST(Difference, AFormsFieldsCount) {
  const auto form = [](const char* maximum) {
    return std::string(
               "steps:\n  - {id: site, stage: Application, kind: form, role: task_force, "
               "title: {zh: 核实, en: check}, form: {type: object, properties: {rooms: {type: "
               "integer, title: 间数, maximum: ") +
           maximum + "}}}}\n";
  };
  const auto changed = differences(with(form("9")), with(form("12")));
  EXPECT_THAT(in_words(changed), ElementsAre("changed step site"));
  EXPECT_THAT(explain(changed[0]).zh, HasSubstr("表单：间数。"));
  EXPECT_THAT(explain(changed[0]).en, HasSubstr("Form: 间数."));
}

}  // namespace
}  // namespace qianqiao
