#include "plugins/protocol/verdict.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao::protocol {
namespace {

using nlohmann::json;

std::string wrong(HookKind kind, const char* verdict,
                  const std::vector<SubjectId>& subjects = {"411502C000001"}) {
  const auto checked = check_verdict(kind, json::parse(verdict), subjects);
  return checked ? "nothing" : checked.error().params[0].second;
}

TEST(Verdict, GoodOnesOfEachKind) {
  for (
      const auto& [kind, verdict] : std::vector<std::pair<HookKind, const char*>>{
          {HookKind::kStep,
           R"({"outcome":"passed","form":{"grade":"A"},"score":{"value":80,"reasons":["+80 so"]}})"},
          {HookKind::kStep, R"({"outcome":"report","department":"411502-shuiwu","reason":"why"})"},
          {HookKind::kStep,
           R"({"outcome":"passed","commands":[{"event":"GuidanceRecorded","data":{},"subject":"411502C000001"}]})"},
          {HookKind::kGuard, R"({"outcome":"refused","reason":"not yet"})"},
          {HookKind::kOn, R"({"outcome":"done","warnings":[{"text":"look","to":"task_force"}]})"},
          {HookKind::kNotifier, R"({"outcome":"sent"})"},
          {HookKind::kValidator,
           R"({"outcome":"invalid","problems":[{"field":"grade","text":"no"}]})"},
          {HookKind::kImporter, R"({"outcome":"rows","rows":[{"name":"甲"}],"problems":[]})"},
          {HookKind::kReport,
           R"({"outcome":"table","title":"t","columns":["a"],"rows":[[1],["x"]]})"},
          {HookKind::kScheduled,
           R"({"outcome":"done","messages":[{"to":"city_office","title":"t","text":"x"}]})"}})
    EXPECT_EQ(wrong(kind, verdict), "nothing") << verdict;
}

TEST(Verdict, IsCanonical) {
  EXPECT_EQ(
      check_verdict(HookKind::kStep, json::parse(R"({ "reason": "x", "outcome" : "failed" })"), {})
          .value(),
      R"({"outcome":"failed","reason":"x"})");
}

TEST(Verdict, WhatIsWrongIsNamed) {
  EXPECT_EQ(wrong(HookKind::kStep, R"({})"), "verdict outcome is missing");
  EXPECT_EQ(wrong(HookKind::kStep, R"({"outcome":"allowed"})"), "verdict outcome is not known");
  EXPECT_EQ(wrong(HookKind::kStep, R"({"outcome":"failed"})"), "verdict reason is missing");
  EXPECT_EQ(wrong(HookKind::kStep, R"({"outcome":"report","reason":"x"})"),
            "verdict department is missing");
  EXPECT_EQ(wrong(HookKind::kStep, R"({"outcome":"passed","due":"2030-01-01"})"),
            "verdict has an unknown field due");
  EXPECT_EQ(wrong(HookKind::kGuard, R"({"outcome":"allowed","commands":[]})"),
            "verdict has an unknown field commands");
  EXPECT_EQ(wrong(HookKind::kStep, R"({"outcome":"passed","form":{"rate":3.85}})"),
            "verdict holds a decimal or a null");
  EXPECT_EQ(wrong(HookKind::kStep, R"({"outcome":"passed","score":{"value":101,"reasons":[]}})"),
            "score value is out of range");
  EXPECT_EQ(wrong(HookKind::kValidator, R"({"outcome":"invalid"})"),
            "verdict problems do not go with the outcome");
  EXPECT_EQ(
      wrong(HookKind::kReport, R"({"outcome":"table","title":"t","columns":["a"],"rows":[[1,2]]})"),
      "verdict has a row that is not as wide as its columns");
}

TEST(Verdict, ACommandConcernsTheCaseAtHandOnly) {
  EXPECT_EQ(
      wrong(
          HookKind::kOn,
          R"({"outcome":"done","commands":[{"event":"Withdrawn","data":{},"subject":"411503C000009"}]})"),
      "commands entry concerns another subject, 411503C000009");
}

TEST(Verdict, WarningsNeverGoToABank) {
  EXPECT_EQ(
      wrong(HookKind::kOn, R"({"outcome":"done","warnings":[{"text":"x","to":"bank_contact"}]})"),
      "warnings entry to is not known");
}

}  // namespace
}  // namespace qianqiao::protocol
