// The data of a county's form against its schema.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "workflows/definition/data_problems.h"
#include "workflows/definition/form_schema.h"

namespace qianqiao {
namespace {

using nlohmann::json;

json form_of(const std::string& yaml) {
  Problems problems;
  const auto root = parse_yaml(yaml, "form", problems);
  const std::string schema = read_form(root.value(), "form", "form", problems);
  EXPECT_TRUE(problems.empty());
  return json::parse(schema);
}

json visit() { return json::parse(shipped_form("site-visit")); }

std::string problem(const json& schema, const char* data) {
  const auto fits = check_form(schema, json::parse(data));
  if (fits) return "";
  EXPECT_EQ(fits.error().code, "data.invalid");
  for (const auto& [name, value] : fits.error().params)
    if (name == "problem_en") return value;
  return "(no words)";
}

TEST(Form, TakesWhatFits) {
  EXPECT_EQ(problem(visit(), R"({"visited_on":"2025-03-03","premises":"自有厂房","operating":true,
                                 "employees":12})"),
            "");
}

TEST(Form, NamesEachFieldThatDoesNot) {
  EXPECT_EQ(problem(visit(), R"({"visited_on":"3 March","operating":"yes","extra":1})"),
            "form.premises is required; form.extra is not a known field; form.operating must be "
            "true or false; form.visited_on must be a date such as 2025-01-24");
  EXPECT_EQ(
      problem(visit(),
              R"({"visited_on":"2025-03-03","premises":"p","operating":true,"employees":-1})"),
      "form.employees must lie between 0 and 100000");
  EXPECT_EQ(problem(json::parse(shipped_form("tax-credit")), R"({"grade":"E","year":2025})"),
            "form.grade must be one of: A, B, M, C, D, none");
}

TEST(Form, AsksAFieldOnlyWhereAnotherHasCertainValues) {
  const json schema = form_of(
      "type: object\nproperties:\n"
      "  permit: {type: string, title: t, enum: [there, missing]}\n"
      "  owns: {type: boolean, title: t}\n"
      "  number: {type: string, title: t, visible_when: {field: permit, in: [there]}}\n"
      "  rent: {type: integer, title: t, visible_when: {field: owns, in: [false]}}\n"
      "required: [permit, number]\n");
  EXPECT_EQ(problem(schema, R"({"permit":"there","number":"7","owns":true})"), "");
  EXPECT_EQ(problem(schema, R"({"permit":"there"})"), "form.number is required");
  EXPECT_EQ(problem(schema, R"({"permit":"missing","owns":false,"rent":3})"), "");
  EXPECT_EQ(problem(schema, R"({"permit":"missing","number":"7"})"),
            "form.number is not asked with the other values; leave it out");
  EXPECT_EQ(problem(schema, R"({"permit":"missing","rent":3})"),
            "form.rent is not asked with the other values; leave it out");
}

TEST(Form, WantsAVisibilityThatSomebodyCanMeet) {
  const auto refused = [](const std::string& rule) {
    Problems problems;
    const auto root = parse_yaml(
        "type: object\nproperties:\n  a: {type: string, title: t, enum: [x]}\n"
        "  b: {type: string, title: t, visible_when: {field: a, in: [x]}}\n"
        "  words: {type: string, title: t}\n  c: {type: string, title: t, visible_when: " +
            rule + "}\n",
        "form", problems);
    return read_form(root.value(), "form", "form", problems).empty() && !problems.empty();
  };
  EXPECT_FALSE(refused("{field: a, in: [x]}"));
  EXPECT_TRUE(refused("{field: a, in: [y]}"));
  EXPECT_TRUE(refused("{field: nothing, in: [x]}"));
  EXPECT_TRUE(refused("{field: words, in: [x]}"));
  EXPECT_TRUE(refused("{field: b, in: [x]}"));  // itself not always asked
  EXPECT_TRUE(refused("{field: a}"));
  EXPECT_TRUE(refused("{field: a, in: [x], unless: 1}"));
}

// A form need not bound its fields, and its options may be numbers.
TEST(Form, KnowsOneSidedBoundsAndNumberedOptions) {
  const json schema = form_of(
      "type: object\nproperties:\n  least: {type: integer, title: t, minimum: 3}\n"
      "  most: {type: integer, title: t, maximum: 5}\n  free: {type: integer, title: t}\n"
      "  grade: {type: integer, title: t, enum: [1, 2]}\n  words: {type: string, title: t}\n");
  EXPECT_EQ(problem(schema, R"({"least":3,"most":5,"free":-9,"grade":2,"words":""})"), "");
  EXPECT_EQ(problem(schema, R"({})"), "");
  EXPECT_EQ(problem(schema, R"({"least":2,"most":6,"grade":3})"),
            "form.grade must be one of: 1, 2; form.least must be at least 3; form.most must be at "
            "most 5");
  EXPECT_EQ(problem(schema, R"([])"), "form must be an object");
}

}  // namespace
}  // namespace qianqiao
