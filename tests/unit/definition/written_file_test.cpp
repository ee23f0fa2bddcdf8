// A file that somebody wrote, on the definition in force: a county's overlay or a city's template.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/definition/written.h"

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using written::overlay;
using written::replaced;
using written::shipped_template;

DefinitionReading with_file(std::string_view yaml, const Definition& base = Definition::shipped()) {
  return base.with({"shihe.yaml", yaml});
}

constexpr char kStep[] =
    "steps:\n  - id: consent\n    stage: Application\n    kind: approval\n"
    "    title: {zh: 会签, en: consent}\n    role: county_office\n";

TEST(WrittenFile, AnOverlayIsReadOnTheTemplateInForce) {
  const auto reading = with_file(overlay(kStep));
  ASSERT_TRUE(reading.definition);
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.definition->area(), "411502");
  EXPECT_TRUE(reading.definition->has_overlay());
  EXPECT_EQ(reading.definition->steps().size(), 1u);
  EXPECT_EQ(reading.definition->template_yaml(), shipped_template());
  // Another overlay takes its place; nothing of the former stays.
  const auto second = with_file("overlay: 光山县\narea: '411522'\n", *reading.definition);
  ASSERT_TRUE(second.definition);
  EXPECT_EQ(second.definition->area(), "411522");
  EXPECT_TRUE(second.definition->steps().empty());
}

TEST(WrittenFile, ATemplateTakesThePlaceOfTheCitysAndLeavesOverlaysOff) {
  const auto county = with_file(overlay(kStep));
  ASSERT_TRUE(county.definition);
  int line = 0;
  const std::string city =
      replaced(shipped_template(), "visit_attempt_limit: 3", "visit_attempt_limit: 2", line);
  const auto reading = with_file(city, *county.definition);
  ASSERT_TRUE(reading.definition);
  EXPECT_EQ(reading.definition->area(), "411500");
  EXPECT_FALSE(reading.definition->has_overlay());
  EXPECT_EQ(reading.definition->chart_rules().visit_attempt_limit, 2);
  EXPECT_TRUE(reading.definition->steps().empty());
}

TEST(WrittenFile, ProblemsNameTheFileAndItsLines) {
  const auto reading =
      with_file(overlay("deadlines:\n  - hook: bank-decision\n    budget: {calendar_days: 40}\n"
                        "    ladder: [{rung: overdue, offset: 0, to: [nobody]}]\nno_such: 1\n"));
  EXPECT_FALSE(reading.definition);
  EXPECT_THAT(written::in_lines(reading.problems),
              ElementsAre("unknown_name shihe.yaml:6:46 deadlines[1].ladder[1].to[1]",
                          "unknown_field shihe.yaml:7:1 no_such",
                          "statute_loosened shihe.yaml:4:5 deadlines[1].budget"));
}

TEST(WrittenFile, OtherFilesAreRefused) {
  EXPECT_THAT(written::in_lines(with_file(written::shipped_statute()).problems),
              ElementsAre("unknown_field shihe.yaml:1:1 statute"));
  for (const char* text : {"", "# nothing\n", "area: '411502'\n", "- overlay\n", "overlay\n"})
    EXPECT_THAT(written::in_lines(with_file(text).problems),
                ElementsAre("missing_field shihe.yaml:1:1 overlay"))
        << text;
  EXPECT_THAT(written::in_lines(with_file("overlay: [\n").problems),
              ElementsAre(::testing::HasSubstr("malformed shihe.yaml:")));
}

TEST(WrittenFile, TheShippedOverlayFits) {
  const auto reading = with_file(Definition::shipped_overlay("411525"));
  EXPECT_THAT(written::in_lines(reading.problems), ElementsAre());
  ASSERT_TRUE(reading.definition);
  EXPECT_EQ(reading.definition->area(), "411525");
  EXPECT_EQ(reading.definition->steps().size(), 4u);
  EXPECT_EQ(reading.definition->rules_for("bank-decision").size(), 2u);
  EXPECT_TRUE(Definition::shipped_overlay("411502").empty());
}

}  // namespace
}  // namespace qianqiao
