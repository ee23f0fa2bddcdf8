#include "workflows/definition/condition_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflows/definition/mapping_reader.h"
#include "workflows/domain/industry_code.h"

namespace qianqiao {
namespace {

using Kind = Condition::Kind;
using Field = ConditionField;

constexpr std::size_t kMostValues = 50;
constexpr char kOutcome[] = "outcome";

class ConditionReader {
 public:
  ConditionReader(std::string_view file, Problems& problems) : file_(file), problems_(problems) {}

  Condition read(const YamlNode& node, const std::string& path) {
    MappingReader reader(node, path, file_, problems_);
    Condition condition;
    if (reader.has("all"))
      read_parts(reader, "all", Kind::kAll, condition);
    else if (reader.has("any"))
      read_parts(reader, "any", Kind::kAny, condition);
    else if (reader.has("not"))
      read_negation(reader, condition);
    else
      read_comparison(reader, condition);
    reader.finish();
    return condition;
  }

 private:
  void read_parts(MappingReader& reader, const char* name, Kind kind, Condition& condition) {
    condition.kind = kind;
    reader.each(name, [&](const YamlNode& part, const std::string& at) {
      condition.parts.push_back(read(part, at));
    });
    if (condition.parts.empty() && reader.has(name))
      problems_.add("definition.missing_field", reader.place(name), reader.path(name),
                    {"至少一项条件", "at least one condition"});
  }

  void read_negation(MappingReader& reader, Condition& condition) {
    condition.kind = Kind::kNot;
    condition.parts.push_back(read(*reader.node("not"), reader.path("not")));
  }

  void read_comparison(MappingReader& reader, Condition& condition) {
    static const std::vector<std::string> kOperators = {"is", "in", "at_least", "at_most"};
    condition.kind = Kind::kIs;
    condition.field = reader.text("field");
    std::vector<std::string> given;
    for (const std::string& name : kOperators)
      if (reader.has(name)) given.push_back(name);
    if (given.size() != 1) {
      problems_.add("definition.missing_field", reader.place(), reader.path("is"),
                    {"只写is（等于）、in（属于）、at_least（不少于）、at_most（不多于）中的一项",
                     "exactly one of is, in, at_least and at_most"});
      for (const std::string& name : kOperators) reader.node(name);  // known, though too many
      return;
    }
    if (given.front() == "in") {
      reader.each("in", [&](const YamlNode& value, const std::string& at) {
        if (value.kind != YamlNode::Kind::kScalar)
          problems_.add("definition.wrong_type", {file_, value.line, value.column}, at,
                        {"应为一个值", "one value"});
        condition.values.push_back(value.text);
      });
      if (condition.values.size() > kMostValues)
        problems_.add("definition.out_of_range", reader.place("in"), reader.path("in"),
                      {"至多" + std::to_string(kMostValues) + "个值",
                       "at most " + std::to_string(kMostValues) + " values"});
      return;
    }
    if (given.front() == "at_least") condition.kind = Kind::kAtLeast;
    if (given.front() == "at_most") condition.kind = Kind::kAtMost;
    condition.values.push_back(reader.text(given.front()));
  }

  std::string_view file_;
  Problems& problems_;
};

// "step.ecology-report.grade": the outcome of that step, or a field of its form.
const StepRule* step_named(const std::string& field, const std::vector<StepRule>& steps,
                           std::string& of_form) {
  constexpr std::string_view kPrefix = "step.";
  if (!field.starts_with(kPrefix)) return nullptr;
  const std::size_t dot = field.find('.', kPrefix.size());
  if (dot == std::string::npos) return nullptr;
  const std::string id = field.substr(kPrefix.size(), dot - kPrefix.size());
  of_form = field.substr(dot + 1);
  const auto found =
      std::find_if(steps.begin(), steps.end(), [&](const StepRule& step) { return step.id == id; });
  return found == steps.end() ? nullptr : &*found;
}

std::optional<Field> field_of_step(const std::string& name, const std::vector<StepRule>& steps) {
  std::string of_form;
  const StepRule* step = step_named(name, steps, of_form);
  if (step == nullptr) return std::nullopt;
  if (of_form == kOutcome)
    return Field{name, Field::Kind::kChoice, {}, {"passed", "not_passed", "not_needed"}};
  if (step->form_json.empty()) return std::nullopt;
  const auto form = nlohmann::json::parse(step->form_json, nullptr, false);
  const auto properties = form.find("properties");
  if (properties == form.end() || !properties->contains(of_form)) return std::nullopt;
  const auto& input = (*properties)[of_form];
  const std::string type = input.value("type", "");
  Field field{name, Field::Kind::kText, {}};
  if (type == "integer") field.kind = Field::Kind::kNumber;
  if (type == "boolean") field.kind = Field::Kind::kFlag;
  if (type == "string" && input.contains("enum")) {
    field.kind = Field::Kind::kChoice;
    for (const auto& option : input["enum"])
      field.choices.push_back(option.is_string() ? option.get<std::string>() : option.dump());
  }
  return field;
}

bool is_number(const std::string& text) {
  const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
  return !digits.empty() && digits.size() <= 15 &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What a value of this field may be, in words; empty: this one is.
Text expected_value(const Field& field, const std::string& value) {
  switch (field.kind) {
    case Field::Kind::kNumber:
      if (is_number(value)) return {};
      return {"应为整数", "a whole number"};
    case Field::Kind::kFlag:
      if (value == "true" || value == "false") return {};
      return {"应为true或false", "true or false"};
    case Field::Kind::kIndustry:
      if (is_industry_pattern(value)) return {};
      return {"应为国民经济行业分类的门类、大类或小类代码，如B、C13、F51-52",
              "a code of GB/T 4754: a section, division or class, such as B, C13, F51-52"};
    case Field::Kind::kChoice: {
      if (std::find(field.choices.begin(), field.choices.end(), value) != field.choices.end())
        return {};
      const Text known = listed(field.choices);
      return {"可用：" + known.zh, "one of: " + known.en};
    }
    case Field::Kind::kText:
      return {};
  }
  return {};
}

}  // namespace

Condition read_condition(const YamlNode& node, const std::string& path, std::string_view file,
                         Problems& problems) {
  return ConditionReader(file, problems).read(node, path);
}

void check_condition(const Condition& condition, const std::vector<StepRule>& steps,
                     const Place& place, const std::string& path, Problems& problems) {
  for (const Condition& part : condition.parts) check_condition(part, steps, place, path, problems);
  if (condition.field.empty()) return;  // of parts; or reported already
  std::optional<Field> field = field_of_step(condition.field, steps);
  if (const Field* known = condition_field(condition.field)) field = *known;
  if (!field) {
    std::vector<std::string> names;
    for (const Field& one : condition_fields()) names.push_back(one.name);
    const Text known = listed(names);
    problems.add("definition.unknown_name", place, path,
                 {"没有可作条件的字段“" + condition.field + "”，可用：step.步骤.outcome、" +
                      "step.步骤.表单字段、" + known.zh,
                  "no field '" + condition.field +
                      "' to ask about; known: step.ID.outcome, "
                      "step.ID.FIELD of its form, " +
                      known.en});
    return;
  }
  const bool is_bound = condition.kind != Kind::kIs;
  if (is_bound && field->kind != Field::Kind::kNumber)
    problems.add("definition.wrong_type", place, path,
                 {"“" + condition.field + "”不是数，只能用is或in",
                  "'" + condition.field + "' is no number: use is or in"});
  else
    for (const std::string& value : condition.values)
      if (const Text expected = expected_value(*field, value); !expected.zh.empty())
        problems.add("definition.wrong_type", place, path,
                     {"“" + condition.field + "”的值“" + value + "”不对，" + expected.zh,
                      "'" + value + "' for '" + condition.field + "': " + expected.en});
}

}  // namespace qianqiao
