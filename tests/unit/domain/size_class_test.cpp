#include "workflows/domain/size_class.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/domain_test_support.h"
#include "workflows/domain/industry_code.h"

namespace qianqiao {
namespace {

using testing::day;

constexpr Fen wan(std::int64_t n) { return n * kFenPerWan; }

Result<SizeVerdict> classify(std::string_view industry, const SizeFigures& figures,
                             std::string_view on = "2025-03-03") {
  return SizeTables::shipped().classify(industry, figures, day(on));
}
std::optional<SizeClass> size(std::string_view industry, const SizeFigures& figures) {
  return classify(industry, figures).value().size;
}
std::string refusal(std::string_view industry, std::string_view on = "2025-03-03") {
  const auto verdict = classify(industry, {100, wan(100), wan(100)}, on);
  return verdict ? "" : verdict.error().code;
}

TEST(SizeClass, ShippedTableHasSixteenRows) {
  ASSERT_EQ(SizeTables::shipped().tables().size(), 1u);
  EXPECT_EQ(SizeTables::shipped().tables()[0].rows.size(), 16u);
}

TEST(SizeClass, ABoundBelongsToTheHigherTier) {
  EXPECT_EQ(size("A", {{}, wan(50), {}}), SizeClass::kSmall);
  EXPECT_EQ(size("A", {{}, wan(50) - 1, {}}), SizeClass::kMicro);
  EXPECT_EQ(size("A", {{}, wan(500), {}}), SizeClass::kMedium);
  EXPECT_EQ(size("A", {{}, wan(500) - 1, {}}), SizeClass::kSmall);
  EXPECT_EQ(size("A", {{}, wan(20000), {}}), SizeClass::kLarge);
  EXPECT_EQ(size("A", {{}, wan(20000) - 1, {}}), SizeClass::kMedium);
}

TEST(SizeClass, TheLowestTierOverTheMetricsDecides) {
  EXPECT_EQ(size("C13", {1000, wan(40000), {}}), SizeClass::kLarge);
  EXPECT_EQ(size("C13", {999, wan(40000), {}}), SizeClass::kMedium);
  EXPECT_EQ(size("C13", {1000, wan(1999), {}}), SizeClass::kSmall);
  EXPECT_EQ(size("C13", {19, wan(40000), {}}), SizeClass::kMicro);
  EXPECT_EQ(size("K7010", {{}, wan(200000), wan(10000)}), SizeClass::kLarge);
  EXPECT_EQ(size("K7010", {{}, wan(200000), wan(9999)}), SizeClass::kMedium);
  EXPECT_EQ(size("L72", {300, {}, wan(99)}), SizeClass::kMicro);
}

TEST(SizeClass, AMetricThatTheRowDoesNotAskForIsNotLookedAt) {
  EXPECT_EQ(size("A", {1, wan(20000), wan(1)}), SizeClass::kLarge);
  EXPECT_EQ(size("M73", {300, {}, {}}), SizeClass::kLarge);
}

TEST(SizeClass, AMissingMetricCannotTellButBounds) {
  const SizeVerdict verdict = classify("C13", {250, {}, {}}).value();
  EXPECT_FALSE(verdict.size);
  EXPECT_EQ(verdict.missing, (std::vector<SizeMetric>{SizeMetric::kRevenue}));
  EXPECT_EQ(verdict.at_most, SizeClass::kSmall);
  const SizeVerdict nothing = classify("C13", {}).value();
  EXPECT_FALSE(nothing.size || nothing.at_most);
  EXPECT_EQ(nothing.missing.size(), 2u);
}

TEST(SizeClass, NamesItsRowAndDocument) {
  const SizeVerdict verdict = classify("G58", {1, wan(1), {}}).value();
  EXPECT_EQ(verdict.industry, "交通运输业(不含铁路)");
  EXPECT_EQ(verdict.basis, "工信部联企业〔2011〕300号");
}

TEST(SizeClass, EachRowIsFoundByItsCodes) {
  const auto row = [](std::string_view code) {
    const auto v = classify(code, {});
    return v ? v->industry : v.error().code;
  };
  EXPECT_EQ(row("B06"), "工业");
  EXPECT_EQ(row("D4411"), "工业");
  EXPECT_EQ(row("F5211"), "零售业");
  EXPECT_EQ(row("G54"), "交通运输业(不含铁路)");
  EXPECT_EQ(row("G59"), "仓储业");
  EXPECT_EQ(row("I64"), "信息传输业");
  EXPECT_EQ(row("I65"), "软件和信息技术服务业");
  EXPECT_EQ(row("K7020"), "物业管理");
  EXPECT_EQ(row("O80"), "其他未列明行业");
  EXPECT_EQ(row("Q85"), "其他未列明行业");
}

TEST(SizeClass, SaysWhyAnIndustryHasNoRow) {
  EXPECT_EQ(refusal("G53"), "size_class.industry_not_listed");  // railways
  EXPECT_EQ(refusal("J66"), "size_class.industry_not_listed");
  EXPECT_EQ(refusal("Q84"), "size_class.industry_not_listed");
  EXPECT_EQ(refusal("F"), "size_class.industry_too_broad");
  EXPECT_EQ(refusal("G"), "size_class.industry_too_broad");
  EXPECT_EQ(refusal("K70"), "size_class.industry_too_broad");
  EXPECT_EQ(refusal("C51"), "size_class.industry_malformed");
  EXPECT_EQ(refusal("茶叶"), "size_class.industry_malformed");
  EXPECT_EQ(refusal("C13", "2011-06-17"), "size_class.no_table");
  EXPECT_EQ(refusal("C13", "2011-06-18"), "");
}

TEST(SizeClass, NegativeFiguresAreRefused) {
  EXPECT_EQ(classify("A", {{}, -1, {}}).error().code, "size_class.negative_figure");
}

TEST(SizeClass, TheTableOfTheDayDecides) {
  const auto tables = SizeTables::from_json(R"({"tables":[
    {"valid_from":"2030-01-01","basis":"new","rows":[{"industry":"all","gbt4754":["A"],
     "metrics":["employees"],"small_from":[1],"medium_from":[2],"large_from":[3]}]},
    {"valid_from":"2020-01-01","basis":"old","rows":[{"industry":"all","gbt4754":["A"],
     "metrics":["employees"],"small_from":[10],"medium_from":[20],"large_from":[30]}]}]})");
  ASSERT_TRUE(tables);
  EXPECT_EQ(tables->classify("A", {5, {}, {}}, day("2029-12-31"))->size, SizeClass::kMicro);
  EXPECT_EQ(tables->classify("A", {5, {}, {}}, day("2030-01-01"))->size, SizeClass::kLarge);
}

TEST(SizeClass, MalformedTablesNameTheirPlace) {
  const auto where = [](std::string_view json) {
    const auto read = SizeTables::from_json(json);
    return read ? "(none)" : read.error().code + " " + read.error().params[0].second;
  };
  const std::string head = R"({"tables":[{"valid_from":"2020-01-01","basis":"x","rows":[)";
  EXPECT_EQ(where("x"), "size_class.table_malformed tables");
  EXPECT_EQ(where(R"({"tables":[{}]})"), "size_class.table_malformed tables[0]");
  EXPECT_EQ(where(R"({"tables":[{"valid_from":"2020","basis":"x","rows":[]}]})"),
            "size_class.table_malformed tables[0].valid_from");
  for (const char* row :
       {"{}", R"({"industry":"i","gbt4754":["A1"],"metrics":["employees"],"small_from":[1],
          "medium_from":[2],"large_from":[3]})",
        R"({"industry":"i","gbt4754":["G58-54-1"],"metrics":["employees"],"small_from":[1],
          "medium_from":[2],"large_from":[3]})",
        R"({"industry":"i","gbt4754":["A"],"metrics":["profit"],"small_from":[1],
          "medium_from":[2],"large_from":[3]})",
        R"({"industry":"i","gbt4754":["A"],"metrics":["employees"],"small_from":[5],
          "medium_from":[2],"large_from":[3]})",
        R"({"industry":"i","gbt4754":["A"],"metrics":["employees"],"small_from":[1],
          "medium_from":[2]})"})
    EXPECT_EQ(where(head + row + "]}]}"), "size_class.table_malformed tables[0].rows[0]") << row;
}

TEST(SizeClass, NamesRoundTrip) {
  for (const SizeClass s :
       {SizeClass::kMicro, SizeClass::kSmall, SizeClass::kMedium, SizeClass::kLarge})
    EXPECT_EQ(size_class(to_string(s)), s);
  EXPECT_FALSE(size_class("tiny"));
  EXPECT_EQ(title(SizeClass::kMicro).zh, "微型");
}

TEST(IndustryCode, NormalisesToLetterAndDigits) {
  EXPECT_EQ(normalise_industry("c13"), "C13");
  EXPECT_EQ(normalise_industry("1311"), "C1311");
  EXPECT_EQ(normalise_industry("01"), "A01");
  EXPECT_EQ(normalise_industry("Ｃ１３"), "C13");
  EXPECT_EQ(normalise_industry(" C-13 "), "C13");
  EXPECT_EQ(normalise_industry("C"), "C");
  for (const char* wrong :
       {"", "1", "C1", "00", "98", "U99", "C51", "13111", "C13111", "CC13", "13C"})
    EXPECT_FALSE(normalise_industry(wrong)) << wrong;
}

TEST(IndustryCode, EveryDivisionHasOneSection) {
  int divisions = 0;
  for (int d = 0; d < 100; ++d)
    if (normalise_industry({std::string{char('0' + d / 10), char('0' + d % 10)}})) ++divisions;
  EXPECT_EQ(divisions, 97);
}

TEST(IndustryCode, MatchesPatterns) {
  EXPECT_EQ(match_industry("C1311", "C"), IndustryMatch::kWhole);
  EXPECT_EQ(match_industry("C", "C"), IndustryMatch::kWhole);
  EXPECT_EQ(match_industry("F", "F51"), IndustryMatch::kPart);
  EXPECT_EQ(match_industry("F52", "F51"), IndustryMatch::kNone);
  EXPECT_EQ(match_industry("K701", "K7010"), IndustryMatch::kPart);
  EXPECT_EQ(match_industry("K7010", "K7010"), IndustryMatch::kWhole);
  EXPECT_EQ(match_industry("G58", "G54-58"), IndustryMatch::kWhole);
  EXPECT_EQ(match_industry("G5431", "G54-58"), IndustryMatch::kWhole);
  EXPECT_EQ(match_industry("G59", "G54-58"), IndustryMatch::kNone);
  EXPECT_EQ(match_industry("G", "G54-58"), IndustryMatch::kPart);
  EXPECT_EQ(match_industry("H61", "G54-58"), IndustryMatch::kNone);
}

}  // namespace
}  // namespace qianqiao
