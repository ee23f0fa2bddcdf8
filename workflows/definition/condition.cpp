#include "workflows/definition/condition.h"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "workflows/charts/chart.h"
#include "workflows/domain/enterprise.h"
#include "workflows/domain/industry_code.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;
using Field = ConditionField;
using Kind = Condition::Kind;

Truth opposite(Truth truth) {
  if (truth == Truth::kUnknown) return truth;
  return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

// Null: not known. An empty text says nothing either.
const Json* fact_at(const Json& facts, std::string_view field) {
  const Json* at = &facts;
  for (std::size_t from = 0; from <= field.size();) {
    const std::size_t dot = std::min(field.find('.', from), field.size());
    if (!at->is_object()) return nullptr;
    const auto found = at->find(std::string(field.substr(from, dot - from)));
    if (found == at->end()) return nullptr;
    at = &*found;
    from = dot + 1;
  }
  const bool is_empty =
      at->is_null() || (at->is_string() && at->get_ref<const std::string&>().empty());
  return is_empty ? nullptr : at;
}

std::string text_of(const Json& fact) {
  return fact.is_string() ? fact.get<std::string>() : fact.dump();
}

// An industry that is told too broadly may or may not lie within.
Truth lies_within(const std::string& industry, const std::vector<std::string>& patterns) {
  const auto code = normalise_industry(industry);
  if (!code) return Truth::kUnknown;
  Truth truth = Truth::kFalse;
  for (const std::string& pattern : patterns) {
    const IndustryMatch match = match_industry(*code, pattern);
    if (match == IndustryMatch::kWhole) return Truth::kTrue;
    if (match == IndustryMatch::kPart) truth = Truth::kUnknown;
  }
  return truth;
}

Truth compare(const Condition& condition, const Json& fact) {
  if (condition.kind == Kind::kIs) {
    const Field* field = condition_field(condition.field);
    if (field != nullptr && field->kind == Field::Kind::kIndustry)
      return lies_within(text_of(fact), condition.values);
    const bool is_one = std::find(condition.values.begin(), condition.values.end(),
                                  text_of(fact)) != condition.values.end();
    return is_one ? Truth::kTrue : Truth::kFalse;
  }
  std::int64_t bound = 0;
  const std::string& text = condition.values.front();
  std::from_chars(text.data(), text.data() + text.size(), bound);
  if (!fact.is_number_integer()) return Truth::kUnknown;
  const auto value = fact.get<std::int64_t>();
  const bool holds = condition.kind == Kind::kAtLeast ? value >= bound : value <= bound;
  return holds ? Truth::kTrue : Truth::kFalse;
}

void add_unknown(const Condition& condition, const Json& facts, std::vector<std::string>& found) {
  for (const Condition& part : condition.parts) add_unknown(part, facts, found);
  if (condition.field.empty() || evaluate(condition, facts) != Truth::kUnknown) return;
  if (std::find(found.begin(), found.end(), condition.field) == found.end())
    found.push_back(condition.field);
}

std::vector<std::string> names_of_kinds() {
  std::vector<std::string> names;
  for (const EnterpriseKind kind : all_enterprise_kinds()) names.emplace_back(to_string(kind));
  return names;
}

std::vector<Field> make_fields() {
  std::vector<Field> fields = {
      {"enterprise.kind",
       Field::Kind::kChoice,
       {"主体类型", "kind of enterprise"},
       names_of_kinds()},
      {"enterprise.industry", Field::Kind::kIndustry, {"行业", "industry"}},
      {"enterprise.size_class",
       Field::Kind::kChoice,
       {"企业规模", "size class"},
       {"large", "medium", "small", "micro"}},
      {"enterprise.township", Field::Kind::kText, {"乡镇（街道）代码", "code of the township"}},
      {"enterprise.has_code", Field::Kind::kFlag, {"有统一社会信用代码", "has a credit code"}},
      {"application.amount_fen",
       Field::Kind::kNumber,
       {"申请金额（分）", "amount applied for (fen)"}},
      {"application.term_months",
       Field::Kind::kNumber,
       {"申请期限（月）", "term applied for (months)"}},
      {"application.banks", Field::Kind::kNumber, {"意向银行数", "number of intended banks"}},
      {"application.typed_by_staff", Field::Kind::kFlag, {"由工作人员代填", "typed by staff"}},
      {"visit.outcome",
       Field::Kind::kChoice,
       {"走访结果", "outcome of the visit"},
       {"demand", "no_demand", "refused"}},
      {"visit.amount_fen",
       Field::Kind::kNumber,
       {"走访所记需求金额（分）", "need found by the visit (fen)"}},
  };
  for (const std::string& kind : information_kinds()) {
    fields.push_back({"information." + kind + ".conclusion",
                      Field::Kind::kChoice,
                      {"审核信息“" + kind + "”的结论", "conclusion of '" + kind + "'"},
                      {"favourable", "adverse", "nothing_found", "waived"}});
    fields.push_back({"information." + kind + ".grade",
                      Field::Kind::kChoice,
                      {"审核信息“" + kind + "”的等级", "grade of '" + kind + "'"},
                      {"A", "B", "M", "C", "D"}});
  }
  return fields;
}

Text field_title(const std::string& name) {
  if (const Field* field = condition_field(name)) return field->title;
  return {"“" + name + "”", "'" + name + "'"};
}

std::string join(const std::vector<std::string>& words, const char* between) {
  return fmt::format("{}", fmt::join(words, between));
}

Text explain_comparison(const Condition& condition) {
  const Text title = field_title(condition.field);
  switch (condition.kind) {
    case Kind::kAtLeast:
      return {title.zh + "不少于" + condition.values.front(),
              title.en + " is at least " + condition.values.front()};
    case Kind::kAtMost:
      return {title.zh + "不多于" + condition.values.front(),
              title.en + " is at most " + condition.values.front()};
    default:
      return {title.zh + (condition.values.size() > 1 ? "为其中之一：" : "为") +
                  join(condition.values, "、"),
              title.en + (condition.values.size() > 1 ? " is one of " : " is ") +
                  join(condition.values, ", ")};
  }
}

}  // namespace

Truth evaluate(const Condition& condition, const Json& facts) {
  switch (condition.kind) {
    case Kind::kAll:
    case Kind::kAny: {
      const bool is_all = condition.kind == Kind::kAll;
      Truth truth = is_all ? Truth::kTrue : Truth::kFalse;
      for (const Condition& part : condition.parts) {
        const Truth one = evaluate(part, facts);
        truth = is_all ? std::min(truth, one) : std::max(truth, one);
      }
      return truth;
    }
    case Kind::kNot:
      return opposite(evaluate(condition.parts.front(), facts));
    default: {
      const Json* fact = fact_at(facts, condition.field);
      return fact == nullptr ? Truth::kUnknown : compare(condition, *fact);
    }
  }
}

std::vector<std::string> unknown_fields(const Condition& condition, const Json& facts) {
  std::vector<std::string> found;
  add_unknown(condition, facts, found);
  return found;
}

Text explain(const Condition& condition) {
  if (condition.parts.empty()) return explain_comparison(condition);
  if (condition.kind == Kind::kNot) {
    const Text part = explain(condition.parts.front());
    return {"并非（" + part.zh + "）", "not (" + part.en + ")"};
  }
  std::vector<std::string> zh, en;
  for (const Condition& part : condition.parts) {
    const Text one = explain(part);
    const bool is_nested = part.parts.size() > 1;
    zh.push_back(is_nested ? "（" + one.zh + "）" : one.zh);
    en.push_back(is_nested ? "(" + one.en + ")" : one.en);
  }
  const bool is_all = condition.kind == Kind::kAll;
  return {join(zh, is_all ? "，且" : "，或"), join(en, is_all ? " and " : " or ")};
}

const std::vector<ConditionField>& condition_fields() {
  static const std::vector<ConditionField> fields = make_fields();
  return fields;
}

const ConditionField* condition_field(std::string_view name) {
  const auto& all = condition_fields();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Field& field) { return field.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace qianqiao
