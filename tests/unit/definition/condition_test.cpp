// Conditions of steps: three values, and what is not known is never true.
#include "workflows/definition/condition.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using Json = nlohmann::json;
using Kind = Condition::Kind;

Condition is(const char* field, std::vector<std::string> values) {
  return {Kind::kIs, {}, field, std::move(values)};
}
Condition bound(Kind kind, const char* value) {
  return {kind, {}, "application.amount_fen", {value}};
}
Condition of(Kind kind, std::vector<Condition> parts) { return {kind, std::move(parts), "", {}}; }

const Json kFacts = {{"enterprise", {{"industry", "C13"}, {"kind", "company"}, {"township", ""}}},
                     {"application", {{"amount_fen", 100}, {"typed_by_staff", false}}}};

TEST(Condition, ComparesWhatIsKnown) {
  EXPECT_EQ(evaluate(is("enterprise.kind", {"individual", "company"}), kFacts), Truth::kTrue);
  EXPECT_EQ(evaluate(is("enterprise.kind", {"individual"}), kFacts), Truth::kFalse);
  EXPECT_EQ(evaluate(is("application.typed_by_staff", {"false"}), kFacts), Truth::kTrue);
  EXPECT_EQ(evaluate(bound(Kind::kAtLeast, "100"), kFacts), Truth::kTrue);
  EXPECT_EQ(evaluate(bound(Kind::kAtLeast, "101"), kFacts), Truth::kFalse);
  EXPECT_EQ(evaluate(bound(Kind::kAtMost, "99"), kFacts), Truth::kFalse);
}

TEST(Condition, CannotDecideWhatIsMissingOrEmpty) {
  EXPECT_EQ(evaluate(is("enterprise.size_class", {"small"}), kFacts), Truth::kUnknown);
  EXPECT_EQ(evaluate(is("enterprise.township", {"411502001"}), kFacts), Truth::kUnknown);
  EXPECT_EQ(evaluate(is("visit.outcome", {"demand"}), kFacts), Truth::kUnknown);
  EXPECT_EQ(evaluate(bound(Kind::kAtLeast, "1"), {{"application", {{"amount_fen", "viel"}}}}),
            Truth::kUnknown);
}

TEST(Condition, AnIndustryThatIsToldTooBroadlyCannotBeDecided) {
  EXPECT_EQ(evaluate(is("enterprise.industry", {"B", "C", "D"}), kFacts), Truth::kTrue);
  EXPECT_EQ(evaluate(is("enterprise.industry", {"A"}), kFacts), Truth::kFalse);
  EXPECT_EQ(evaluate(is("enterprise.industry", {"C1311"}), kFacts), Truth::kUnknown);
}

// All pairs of the three values, against the tables of Kleene.
TEST(Condition, CombinesThreeValues) {
  const std::map<Truth, Condition> known = {{Truth::kTrue, is("enterprise.kind", {"company"})},
                                            {Truth::kFalse, is("enterprise.kind", {"individual"})},
                                            {Truth::kUnknown, is("visit.outcome", {"demand"})}};
  for (const auto& [a, first] : known) {
    EXPECT_EQ(evaluate(of(Kind::kNot, {first}), kFacts),
              a == Truth::kUnknown ? a : (a == Truth::kTrue ? Truth::kFalse : Truth::kTrue));
    for (const auto& [b, second] : known) {
      const bool is_false = a == Truth::kFalse || b == Truth::kFalse;
      const bool is_true = a == Truth::kTrue && b == Truth::kTrue;
      EXPECT_EQ(evaluate(of(Kind::kAll, {first, second}), kFacts),
                is_false ? Truth::kFalse : (is_true ? Truth::kTrue : Truth::kUnknown));
      const bool any_true = a == Truth::kTrue || b == Truth::kTrue;
      const bool all_false = a == Truth::kFalse && b == Truth::kFalse;
      EXPECT_EQ(evaluate(of(Kind::kAny, {first, second}), kFacts),
                any_true ? Truth::kTrue : (all_false ? Truth::kFalse : Truth::kUnknown));
    }
  }
}

TEST(Condition, NamesWhatIsNotKnown) {
  const Condition condition =
      of(Kind::kAll, {is("visit.outcome", {"demand"}), is("enterprise.kind", {"company"}),
                      of(Kind::kNot, {is("enterprise.size_class", {"small"})})});
  EXPECT_EQ(unknown_fields(condition, kFacts),
            (std::vector<std::string>{"visit.outcome", "enterprise.size_class"}));
}

TEST(Condition, ReadsAsASentence) {
  const Condition condition =
      of(Kind::kAll, {is("enterprise.industry", {"B", "C"}),
                      of(Kind::kAny, {bound(Kind::kAtLeast, "100"),
                                      of(Kind::kNot, {is("enterprise.kind", {"company"})})})});
  const Text words = explain(condition);
  EXPECT_EQ(words.zh,
            "行业为其中之一：B、C，且（申请金额（分）不少于100，或并非（主体类型为company））");
  EXPECT_EQ(words.en,
            "industry is one of B, C and (amount applied for (fen) is at least 100 or not (kind of "
            "enterprise is company))");
}

}  // namespace
}  // namespace qianqiao
