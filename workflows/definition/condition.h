// Conditions of a county's steps: structured data, no code. A condition has three values: what it
// asks about may not be known yet, and what is not known is neither true nor false. Pure.
//
//   when:
//     all:
//       - {field: enterprise.industry, in: [B, C, D]}
//       - not: {field: application.amount_fen, at_most: 100000000}
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/text.h"

namespace qianqiao {

// Kleene's: unknown and false is false, unknown and true is unknown.
enum class Truth { kFalse, kUnknown, kTrue };

struct Condition {
  enum class Kind {
    kAll,  // of parts
    kAny,
    kNot,  // of its one part
    kIs,   // field is one of values (industries: lies within one of them)
    kAtLeast,
    kAtMost,
  };
  Kind kind = Kind::kAll;
  std::vector<Condition> parts = {};
  std::string field = {};
  std::vector<std::string> values = {};
  bool operator==(const Condition&) const = default;
};

// `facts` as condition_facts() of the engine gathers them: {"enterprise": {…}, "application": {…},
// "visit": {…}, "information": {kind: {…}}, "step": {id: {"outcome": …, field of its form: …}}}.
Truth evaluate(const Condition& condition, const nlohmann::json& facts);
// The fields that are not known, each once; what a person has to find out.
std::vector<std::string> unknown_fields(const Condition& condition, const nlohmann::json& facts);

// "行业属于B、C、D，且…" / "industry is within B, C or D, and …"
Text explain(const Condition& condition);

// What a condition may ask about.
struct ConditionField {
  enum class Kind { kText, kChoice, kNumber, kFlag, kIndustry };
  std::string name;  // "enterprise.industry"
  Kind kind = Kind::kText;
  Text title;
  std::vector<std::string> choices = {};  // of kChoice
};
// Those of the enterprise, the application, the visit and the information of (五); what a step's
// own form brings is known by its definition alone.
const std::vector<ConditionField>& condition_fields();
const ConditionField* condition_field(std::string_view name);  // null: none of them

}  // namespace qianqiao
