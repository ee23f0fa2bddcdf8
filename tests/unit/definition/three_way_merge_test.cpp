// A draft beside what others published meanwhile.
#include "workflows/definition/three_way_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/definition/written.h"

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kStep[] =
    "steps:\n  - {id: site, stage: Application, kind: approval, role: task_force, "
    "title: {zh: 核实, en: check}}\n";
std::string visit(int days) {
  return "deadlines:\n  - hook: visit\n    budget: {working_days: " + std::to_string(days) +
         "}\n    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]\n";
}
std::string template_with(const std::string& from, const std::string& to) {
  std::string yaml = Definition::shipped().template_yaml();
  return yaml.replace(yaml.find(from), from.size(), to);
}
const std::string kFewerAttempts =
    template_with("visit_attempt_limit: 3", "visit_attempt_limit: 2");

Definition city(const std::string& yaml) {
  auto read = Definition::shipped().with({"template", yaml});
  EXPECT_TRUE(read.definition);
  return read.definition ? *read.definition : Definition::shipped();
}
Definition on(const Definition& city, const std::string& body) {
  if (body.empty()) return city;
  auto read = city.with({"draft", written::overlay(body)});
  EXPECT_TRUE(read.definition);
  return read.definition ? *read.definition : city;
}

// What was in force when the draft was begun and what is now, each on its city; the draft.
struct Case {
  std::string base, in_force, draft;
  std::string city_then = Definition::shipped().template_yaml();
  std::string city_now = Definition::shipped().template_yaml();
  // The city that the version in force stands on: an older one where the county is behind.
  bool is_behind = false;
};

std::vector<std::string> merged(const Case& c) {
  const Definition then = city(c.city_then), now = city(c.city_now);
  const Definition in_force = on(c.is_behind ? then : now, c.in_force);
  std::vector<std::string> lines;
  for (const MergedPart& part :
       merged_parts({on(then, c.base), in_force, now, on(then, c.draft), on(now, c.draft)}))
    lines.push_back(std::string(to_string(part.standing)) + " " + part.name);
  return lines;
}

TEST(ThreeWayMerge, OfNothingIsNothing) {
  EXPECT_THAT(merged({"", "", ""}), IsEmpty());
  EXPECT_THAT(merged({visit(15), visit(15), visit(15)}), IsEmpty());
}

TEST(ThreeWayMerge, OnesOwnChangesAreOnesOwn) {
  EXPECT_THAT(merged({"", "", kStep}), ElementsAre("ours site"));
  EXPECT_THAT(merged({kStep, kStep, visit(15)}), ElementsAre("ours visit", "ours site"));
}

TEST(ThreeWayMerge, AnothersPublicationIsNotTakenBackUnseen) {
  EXPECT_THAT(merged({"", kStep, visit(15)}), ElementsAre("ours visit", "undone site"));
  EXPECT_THAT(merged({kStep, visit(15), kStep}), ElementsAre("undone visit", "undone site"));
  EXPECT_TRUE(asks_for_decision(MergedPart::Standing::kUndone));
}

TEST(ThreeWayMerge, BothTheSameAgreesAndOtherwiseSomebodyDecides) {
  EXPECT_THAT(merged({"", visit(15), visit(15)}), ElementsAre("same visit"));
  EXPECT_THAT(merged({"", visit(15), visit(12)}), ElementsAre("conflict visit"));
  EXPECT_FALSE(asks_for_decision(MergedPart::Standing::kSame));
  EXPECT_TRUE(asks_for_decision(MergedPart::Standing::kConflict));
}

TEST(ThreeWayMerge, WhatTheCityChangesIsTakenWhereTheCountySaysNothing) {
  Case c{kStep, kStep, std::string(kStep) + visit(15)};
  c.city_now = kFewerAttempts;
  EXPECT_THAT(merged(c), ElementsAre("ours visit", "taken visits"));
}

TEST(ThreeWayMerge, AndLiesCoveredBelowWhatTheCountyHasItself) {
  const std::string own = "visit_attempt_limit: 5\nvisit_overlap_days: 9\n";
  Case c{own, own, own + kStep};
  c.city_now = kFewerAttempts;
  EXPECT_THAT(merged(c), ElementsAre("covered visits", "ours site"));
  const auto parts =
      merged_parts({on(city(c.city_then), own), on(city(c.city_now), own), city(c.city_now),
                    on(city(c.city_then), own), on(city(c.city_now), own)});
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_THAT(parts[0].base.zh, HasSubstr("联系企业5次"));
  EXPECT_THAT(parts[0].theirs.zh, HasSubstr("联系企业2次"));  // the city's, below
  EXPECT_THAT(parts[0].ours.zh, HasSubstr("联系企业5次"));
}

TEST(ThreeWayMerge, ACountyThatIsBehindIsToldWhatItWouldGet) {
  Case c{kStep, kStep, kStep};
  c.city_now = kFewerAttempts;
  c.is_behind = true;
  EXPECT_THAT(merged(c), ElementsAre("taken visits"));
}

TEST(ThreeWayMerge, TellsEachSideInItsWords) {
  const Definition shipped = Definition::shipped();
  const auto parts = merged_parts(
      {shipped, on(shipped, visit(15)), shipped, on(shipped, visit(12)), on(shipped, visit(12))});
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_THAT(parts[0].base.zh, HasSubstr("20个工作日"));
  EXPECT_THAT(parts[0].theirs.zh, HasSubstr("15个工作日"));
  EXPECT_THAT(parts[0].ours.zh, HasSubstr("12个工作日"));
}

}  // namespace
}  // namespace qianqiao
