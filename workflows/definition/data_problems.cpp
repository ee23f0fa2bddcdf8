#include "workflows/definition/data_problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "workflows/base/instant.h"

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr int kDeepestData = 12;
constexpr std::size_t kMostDataValues = 2000;
constexpr std::size_t kLongestString = 16000;  // bytes, where a schema leaves an object open
constexpr std::size_t kMostProblems = 5;

struct Problem {
  std::string field, zh, en;
};
using Problems = std::vector<Problem>;

std::string inner(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

bool is_type(const json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  return type != "object" || value.is_object();
}

Text type_words(const std::string& type) {
  if (type == "string") return {"应为文字", "must be a string"};
  if (type == "integer") return {"应为整数", "must be an integer"};
  if (type == "boolean") return {"应为 true 或 false", "must be true or false"};
  if (type == "array") return {"应为列表", "must be a list"};
  return {"应为对象", "must be an object"};
}

// Says what is wrong where valijson found that something is. Covers the keywords that
// SchemaReader and read_form() let through.
class Explainer {
 public:
  void explain(const json& schema, const json& value, const std::string& path) {
    const std::string type = schema.value("type", "object");
    if (!is_type(value, type)) {
      const Text words = type_words(type);
      return add(path, words.zh, words.en);
    }
    if (schema.contains("enum")) explain_choice(schema["enum"], value, path);
    if (type == "string")
      bound(schema, "Length", count_characters(value.get_ref<const std::string&>()), "个字",
            "characters", path);
    if (type == "array") bound(schema, "Items", value.size(), "项", "items", path);
    if (type == "integer") explain_number(schema, value, path);
    if (type == "array" && schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i)
        explain(schema["items"], value[i], fmt::format("{}[{}]", path, i));
    if (type == "object") explain_object(schema, value, path);
    if (schema.value("format", "") == "date" && !parse_date(value.get<std::string>()))
      add(path, "应为日期，如 2025-01-24", "must be a date such as 2025-01-24");
  }
  Problems problems;

 private:
  void add(const std::string& path, std::string zh, std::string en) {
    if (problems.size() < kMostProblems)
      problems.push_back({path.empty() ? "data" : path, std::move(zh), std::move(en)});
  }
  void explain_choice(const json& choices, const json& value, const std::string& path) {
    for (const auto& choice : choices)
      if (choice == value) return;
    std::string names;
    for (const auto& choice : choices)
      names += (names.empty() ? "" : ", ") +
               (choice.is_string() ? choice.get<std::string>() : choice.dump());
    add(path, "只能是：" + names, "must be one of: " + names);
  }
  void bound(const json& schema, const std::string& what, std::size_t count, const char* zh,
             const char* en, const std::string& path) {
    const auto most = schema.find("max" + what), least = schema.find("min" + what);
    if (most != schema.end() && count > most->get<std::size_t>())
      add(path, fmt::format("最多 {} {}", most->dump(), zh),
          fmt::format("at most {} {}", most->dump(), en));
    if (least != schema.end() && count < least->get<std::size_t>())
      add(path, fmt::format("至少 {} {}", least->dump(), zh),
          fmt::format("at least {} {}", least->dump(), en));
  }
  void explain_number(const json& schema, const json& value, const std::string& path) {
    const auto least = schema.find("minimum"), most = schema.find("maximum");
    const bool is_bounded = least != schema.end() && most != schema.end();
    const bool too_small = least != schema.end() && value < *least;
    const bool too_large = most != schema.end() && value > *most;
    if (!too_small && !too_large) return;
    if (is_bounded)
      add(path, fmt::format("应在 {} 与 {} 之间", least->dump(), most->dump()),
          fmt::format("must lie between {} and {}", least->dump(), most->dump()));
    else if (too_small)
      add(path, "不小于 " + least->dump(), "must be at least " + least->dump());
    else
      add(path, "不大于 " + most->dump(), "must be at most " + most->dump());
  }
  // `visible_when` of a county's form: see form_schema.h.
  static bool is_asked(const json& properties, const std::string& name, const json& value) {
    const auto property = properties.find(name);
    if (property == properties.end() || !property->contains("visible_when")) return true;
    const json& rule = property->at("visible_when");
    const auto other = value.find(rule.at("field").get<std::string>());
    if (other == value.end()) return false;
    const json& values = rule.at("in");
    return std::find(values.begin(), values.end(), *other) != values.end();
  }
  void explain_object(const json& schema, const json& value, const std::string& path) {
    const json& properties = schema.at("properties");
    for (const auto& required : schema.value("required", json::array())) {
      const auto name = required.get<std::string>();
      if (!value.contains(name) && is_asked(properties, name, value))
        add(inner(path, name), "必填", "is required");
    }
    if (schema.contains("maxProperties"))
      bound(schema, "Properties", value.size(), "项", "fields", path);
    for (const auto& [name, field] : value.items()) {
      if (properties.contains(name) && !is_asked(properties, name, value))
        add(inner(path, name), "按其他各项的内容不需要填，请去掉",
            "is not asked with the other values; leave it out");
      else if (properties.contains(name))
        explain(properties[name], field, inner(path, name));
      else if (!schema["additionalProperties"].get<bool>())
        add(inner(path, name), "未知字段", "is not a known field");
    }
  }
};

// What no schema says: depth, number and kind of values, also inside open objects.
bool has_sound_shape(const json& value, int depth, std::size_t& values, Problems& problems,
                     const std::string& path) {
  const auto problem = [&](const char* zh, const char* en) {
    problems.push_back({path.empty() ? "data" : path, zh, en});
    return false;
  };
  if (depth > kDeepestData) return problem("嵌套过深", "is nested too deeply");
  if (++values > kMostDataValues) return problem("内容过多", "holds too many values");
  if (value.is_number_float())
    return problem("不接受小数，请用整数（分、万分之一）",
                   "must be an integer (fen, bps), no decimals");
  if (value.is_null()) return problem("不接受空值，请省略该字段", "must not be null; leave it out");
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > (std::uint64_t{1} << 53))
    return problem("数值过大", "is too large");
  if (value.is_number_integer() && !value.is_number_unsigned() &&
      value.get<std::int64_t>() < -(std::int64_t{1} << 53))
    return problem("数值过小", "is too small");
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() > kLongestString) return problem("过长", "is too long");
    if (!is_valid_utf8(text)) return problem("不是有效的 UTF-8", "is not valid UTF-8");
  }
  if (!value.is_structured()) return true;
  for (const auto& [name, field] : value.items())
    if (name.size() > 200 || !is_valid_utf8(name) ||
        !has_sound_shape(field, depth + 1, values, problems, inner(path, name)))
      return !problems.empty() ? false : problem("字段名不当", "has an unsound field name");
  return true;
}

tl::unexpected<Error> invalid(const Problems& problems) {
  std::string zh, en;
  for (const auto& problem : problems) {
    zh += fmt::format("{}{}：{}", zh.empty() ? "" : "；", problem.field, problem.zh);
    en += fmt::format("{}{} {}", en.empty() ? "" : "; ", problem.field, problem.en);
  }
  return fail("data.invalid",
              {{"field", problems.front().field}, {"problem_zh", zh}, {"problem_en", en}});
}

}  // namespace

Result<void> check_shape(const json& data) {
  Problems problems;
  std::size_t values = 0;
  if (has_sound_shape(data, 0, values, problems, "")) return {};
  return invalid(problems);
}

Result<void> explain_misfit(const json& schema, const json& data) {
  Explainer explainer;
  explainer.explain(schema, data, "");
  if (explainer.problems.empty())
    explainer.problems.push_back(
        {"data", "不符合事件的数据格式", "does not fit the event's schema"});
  return invalid(explainer.problems);
}

Result<void> check_form(const json& schema, const json& form) {
  if (auto sound = check_shape(form); !sound) return sound;
  Explainer explainer;
  explainer.explain(schema, form, "form");
  if (explainer.problems.empty()) return {};
  return invalid(explainer.problems);
}

}  // namespace qianqiao
