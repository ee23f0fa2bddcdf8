#include "server/plugin_client/plugin_cases.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using nlohmann::json;

TEST(PluginCases, AreRead) {
  const CasesReading reading = read_cases(R"(cases:
  - name: one
    hook: notifier robot
    now: 2025-03-10T09:00
    input: {message: {stable_id: m}}
    secrets: {key: k}
    http:
      - expect: {method: POST}
        answer: {status: 200, json: {errcode: 0}}
    expect: {outcome: sent}
)");
  ASSERT_TRUE(reading.problems.empty()) << to_line(reading.problems[0]);
  const PluginCase& one = reading.cases.at(0);
  EXPECT_EQ(one.kind, HookKind::kNotifier);
  EXPECT_EQ(one.hook, "robot");
  EXPECT_EQ(one.secrets.at("key"), "k");
  EXPECT_EQ(one.http.front().answer.body, R"({"errcode":0})");
  EXPECT_EQ(format_instant(one.now), "2025-03-10T09:00:00+08:00");
}

TEST(PluginCases, WhatIsWrongIsToldWithItsLine) {
  const auto code = [](const char* yaml) { return read_cases(yaml).problems.at(0).code; };
  EXPECT_EQ(code("cases: []"), "definition.missing_field");
  EXPECT_EQ(code("cases:\n  - {name: a, hook: leap x, expect: {}}"), "definition.wrong_type");
  EXPECT_EQ(code("cases:\n  - {name: a, hook: step x}"), "definition.missing_field");
  EXPECT_EQ(code("cases:\n  - {name: a, hook: step x, expect_failure: maybe}"),
            "definition.unknown_name");
  EXPECT_EQ(code("case: []"), "definition.missing_field");
}

TEST(Differences, NameThePlace) {
  const auto found = differences(json::parse(R"({"a":{"b":1},"list":[{"x":1},2]})"),
                                 json::parse(R"({"a":{"b":2,"c":3},"list":[{"x":1,"y":2},3]})"));
  EXPECT_EQ(found,
            (std::vector<std::string>{"a.b: expected 1, was 2", "list.1: expected 2, was 3"}));
  EXPECT_EQ(differences(json::parse(R"({"a":1})"), json::parse("{}")).size(), 1u);
  EXPECT_EQ(differences(json::parse("[1]"), json::parse("[1,2]")).size(), 1u);
  EXPECT_TRUE(differences(json::parse("{}"), json::parse(R"({"a":1})")).empty());
}

}  // namespace
}  // namespace qianqiao
