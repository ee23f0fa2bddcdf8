#include "server/plugin_client/manifest.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

constexpr char kGood[] = R"(name: tax-grade
version: 1.2.0
county: '411502'
title: {zh: 税, en: tax}
hooks:
  - {kind: step, name: tax-grade, at: Review.Preliminary}
  - {kind: scheduled, name: weekly, at: '0 9 * * 1'}
  - {kind: notifier, name: robot}
permissions:
  fields: [enterprise.name, case.information.tax.grade]
  hosts: [qyapi.weixin.qq.com]
  secrets: [robot_key]
settings: {grades: [A, B], most: 3, on: true}
limits: {wall_ms: 500, memory_mib: 128}
)";

std::string code_and_line(const std::string& yaml) {
  const ManifestReading reading = read_manifest(yaml);
  if (reading.problems.empty()) return "";
  std::string line;
  for (const auto& [name, value] : reading.problems[0].params)
    if (name == "line") line = value;
  return reading.problems[0].code + ":" + line;
}

std::string with(std::string_view from, std::string_view to) {
  std::string yaml = kGood;
  return yaml.replace(yaml.find(from), from.size(), to);
}

TEST(Manifest, IsReadWhole) {
  const auto manifest = read_manifest(kGood).manifest;
  ASSERT_TRUE(manifest) << to_line(read_manifest(kGood).problems[0]);
  EXPECT_EQ(manifest->version, "1.2.0");
  ASSERT_EQ(manifest->hooks.size(), 3u);
  EXPECT_EQ(manifest->hooks[1].at, "0 9 * * 1");
  EXPECT_EQ(manifest->settings["most"], 3);
  EXPECT_EQ(manifest->limits.wall_ms, 500);
  EXPECT_EQ(manifest->limits.message_kib, 256);
  EXPECT_TRUE(manifest->find(HookKind::kNotifier, "robot"));
  EXPECT_FALSE(manifest->find(HookKind::kStep, "robot"));
}

TEST(Manifest, AGuardSaysWhatHoldsWhereItFails) {
  const auto hook = [](const std::string& text) {
    return read_manifest(with("{kind: notifier, name: robot}", text)).manifest;
  };
  const auto proceeds = hook("{kind: guard, name: g, at: Granted}");
  const auto refuses = hook("{kind: guard, name: g, at: Granted, fallback: refuse}");
  ASSERT_TRUE(proceeds && refuses);
  EXPECT_FALSE(proceeds->find(HookKind::kGuard, "g")->refuses_by_itself);
  EXPECT_TRUE(refuses->find(HookKind::kGuard, "g")->refuses_by_itself);
  EXPECT_TRUE(hook("{kind: validator, name: v, at: site-visit}"));
  EXPECT_TRUE(hook("{kind: validator, name: v, at: Granted}"));
  EXPECT_FALSE(hook("{kind: validator, name: v, at: No Such Form}"));
  EXPECT_FALSE(hook("{kind: guard, name: g, at: Granted, fallback: perhaps}"));
  EXPECT_FALSE(hook("{kind: notifier, name: robot, fallback: refuse}")) << "it holds nothing up";
}

TEST(Manifest, WhatIsWrongIsToldWithItsLine) {
  EXPECT_EQ(code_and_line(with("version: 1.2.0", "version: one")), "definition.wrong_type:2");
  EXPECT_EQ(code_and_line(with("'411502'", "浉河")), "definition.wrong_type:3");
  EXPECT_EQ(code_and_line(with("Review.Preliminary", "Review.Nowhere")),
            "definition.unknown_name:6");
  EXPECT_EQ(code_and_line(with("kind: step", "kind: leap")), "definition.unknown_name:6");
  EXPECT_EQ(code_and_line(with("0 9 * * 1", "mondays")), "definition.wrong_type:7");
  EXPECT_EQ(code_and_line(with("enterprise.name", "enterprise.bank_account")),
            "definition.unknown_name:10");
  EXPECT_EQ(code_and_line(with("enterprise.name", "enterprise")), "definition.unknown_name:10");
  EXPECT_EQ(code_and_line(with("qyapi.weixin.qq.com", "http://qyapi.weixin.qq.com")),
            "definition.wrong_type:11");
  EXPECT_EQ(code_and_line(with("qyapi.weixin.qq.com", "'*.qq.com'")), "definition.wrong_type:11");
  EXPECT_EQ(code_and_line(with("qyapi.weixin.qq.com", "127.0.0.1")), "definition.wrong_type:11");
  EXPECT_EQ(code_and_line(with("wall_ms: 500", "wall_ms: 5000000")), "definition.out_of_range:14");
  EXPECT_EQ(code_and_line(with("wall_ms: 500", "store_keys: 10001")), "definition.out_of_range:14");
  EXPECT_EQ(code_and_line(with("limits:", "limit:")), "definition.unknown_field:14");
  EXPECT_EQ(code_and_line(with("name: robot", "name: robot, at: x")), "definition.unknown_field:8");
  EXPECT_EQ(code_and_line(with("name: tax-grade\n", "")), "definition.missing_field:1");
}

TEST(Manifest, ProblemsAreToldInBothLanguages) {
  const ErrorDescription words =
      describe(read_manifest(with("version: 1.2.0", "version: one")).problems[0]);
  EXPECT_NE(words.advice.zh.find("1.0.0"), std::string::npos);
  EXPECT_NE(words.advice.en.find("version"), std::string::npos);
}

}  // namespace
}  // namespace qianqiao
