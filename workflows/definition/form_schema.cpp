#include "workflows/definition/form_schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflows/definition/definition_data.h"
#include "workflows/definition/mapping_reader.h"

namespace qianqiao {
namespace {

const std::vector<std::string> kFieldTypes = {"string", "integer", "boolean"};

// Fields of one input: a keyword that no screen shows is refused rather than passed over.
void check_input(const YamlNode& node, const std::string& path, std::string_view file,
                 Problems& problems) {
  MappingReader input(node, path, file, problems);
  const std::string type = input.one_of("type", kFieldTypes);
  input.text("title");
  input.optional_text("title_en");
  input.optional_text("description");
  const bool has_options = input.has("enum");
  input.each_optional("enum", [&](const YamlNode& option, const std::string& at) {
    if (option.kind != YamlNode::Kind::kScalar)
      problems.add("definition.wrong_type", {file, option.line, option.column}, at,
                   {"应为一个值", "one value"});
  });
  if (type == "string") {
    for (const char* limit : {"minLength", "maxLength"}) input.optional_integer(limit, 0, 10'000);
    input.optional_one_of("format", {"date"});
  } else if (type == "integer") {
    for (const char* limit : {"minimum", "maximum"}) {
      const YamlNode* bound = input.node(limit);
      if (bound != nullptr && !to_json(*bound).is_number())
        input.wrong_type(limit, {"一个数，不加引号", "a number without quotes"});
    }
  }
  if (const YamlNode* rule = input.node("visible_when")) {
    MappingReader visible(*rule, input.path("visible_when"), file, problems);
    visible.text("field");
    visible.each("in", [](const YamlNode&, const std::string&) {});
    visible.finish();
  }
  if (has_options && type == "boolean")
    problems.add("definition.wrong_type", input.place("enum"), input.path("enum"),
                 {"是非项没有选项", "a yes-or-no field has no options"});
  input.finish();
}

// A field may be asked only where another one, which is always asked, has one of some values.
void check_visibility(const nlohmann::json& properties, const YamlNode& node,
                      const std::string& path, std::string_view file, Problems& problems) {
  for (const auto& [name, field] : properties.items()) {
    const auto rule = field.find("visible_when");
    if (rule == field.end()) continue;
    const auto other = properties.find(rule->at("field").get<std::string>());
    const bool is_asked = other != properties.end() && !other->contains("visible_when");
    const bool is_choice = is_asked && (other->contains("enum") || other->at("type") == "boolean");
    const Place place{file, node.line, node.column};
    const std::string at = path + ".properties." + name + ".visible_when";
    if (!is_choice) {
      problems.add("definition.unknown_name", place, at,
                   {"field须是本表单里总是要填的选项或是非项",
                    "'field' is a choice or a yes-or-no field of this form that is always asked"});
      continue;
    }
    for (const auto& value : rule->at("in")) {
      const bool is_known = other->contains("enum")
                                ? std::find(other->at("enum").begin(), other->at("enum").end(),
                                            value) != other->at("enum").end()
                                : value.is_boolean();
      if (!is_known)
        problems.add("definition.unknown_name", place, at,
                     {"“" + value.dump() + "”不是该字段的选项",
                      value.dump() + " is none of that field's values"});
    }
  }
}

}  // namespace

std::string_view shipped_form(std::string_view name) {
  const auto& known = shipped_forms();
  if (std::find(known.begin(), known.end(), name) == known.end()) return {};
  return definition_data::embedded_file(std::string(name) + ".json");
}

const std::vector<std::string>& shipped_forms() {
  static const std::vector<std::string> names = {"site-visit", "tax-credit"};
  return names;
}

std::string read_form(const YamlNode& node, const std::string& path, std::string_view file,
                      Problems& problems) {
  const Place place{file, node.line, node.column};
  if (node.kind == YamlNode::Kind::kScalar) {
    const std::string_view shipped = shipped_form(node.text);
    if (!shipped.empty()) return nlohmann::json::parse(shipped).dump();
    const Text known = listed(shipped_forms());
    problems.add("definition.unknown_name", place, path,
                 {"没有表单“" + node.text + "”，可用：" + known.zh,
                  "no form '" + node.text + "'; known: " + known.en});
    return "";
  }
  const std::size_t before = problems.found().size();
  MappingReader form(node, path, file, problems);
  form.one_of("type", {"object"});
  std::vector<std::string> names;
  form.each_named_optional("properties",
                           [&](const YamlNode& key, const YamlNode& input, const std::string& at) {
                             names.push_back(key.text);
                             check_input(input, at, file, problems);
                           });
  if (names.empty() && form.has("type"))
    problems.add("definition.missing_field", form.place("properties"), form.path("properties"),
                 {"表单至少要有一个字段", "a form has at least one field"});
  form.each_optional("required", [&](const YamlNode& name, const std::string& at) {
    if (std::find(names.begin(), names.end(), name.text) != names.end()) return;
    const Text known = listed(names);
    problems.add("definition.unknown_name", {file, name.line, name.column}, at,
                 {"表单里没有“" + name.text + "”，已有：" + known.zh,
                  "the form has no '" + name.text + "'; it has: " + known.en});
  });
  form.finish();
  if (problems.found().size() != before) return "";
  nlohmann::json schema = to_json(node);
  check_visibility(schema["properties"], node, path, file, problems);
  if (problems.found().size() != before) return "";
  schema["additionalProperties"] = false;
  return schema.dump();
}

}  // namespace qianqiao
