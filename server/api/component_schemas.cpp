#include "server/api/component_schemas.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "workflows/charts/chart.h"
#include "workflows/definition/titles.h"
#include "workflows/domain/people.h"

namespace qianqiao {

namespace schema_files {
std::string_view embedded_file(std::string_view name);
const std::vector<std::string_view>& embedded_names();
}  // namespace schema_files

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kWords = "interface.json";

Json read(std::string_view file) { return Json::parse(schema_files::embedded_file(file)); }

Json read_all() {
  Json schemas = Json::object();
  for (const std::string_view file : schema_files::embedded_names())
    if (file != kWords) schemas.update(read(file));
  return schemas;
}

void take_over(Json& schema, const Json& base) {
  Json properties = base.at("properties");
  properties.update(schema.at("properties"));
  schema["properties"] = std::move(properties);
  for (const Json& name : base.value("optional", Json::array())) schema["optional"].push_back(name);
  schema.erase("extends");
}

void close(Json& object) {
  const Json optional = object.value("optional", Json::array());
  Json required = Json::array();
  for (const auto& [name, property] : object.at("properties").items())
    if (std::find(optional.begin(), optional.end(), name) == optional.end())
      required.push_back(name);
  object.erase("optional");
  object["type"] = "object";
  if (!required.empty()) object["required"] = std::move(required);
  if (!object.contains("additionalProperties")) object["additionalProperties"] = false;
}

void spell_out(Json& schema, const Json& all) {
  if (schema.contains("extends")) take_over(schema, all.at(schema.at("extends")));
  if (schema.contains("$ref")) schema.update(reference_to(schema["$ref"].get<std::string>()));
  if (schema.contains("properties")) {
    close(schema);
    for (auto& property : schema["properties"]) spell_out(property, all);
  }
  if (schema.contains("items")) spell_out(schema["items"], all);
  if (const auto rest = schema.find("additionalProperties");
      rest != schema.end() && rest->is_object())
    spell_out(*rest, all);
  if (schema.contains("anyOf"))
    for (auto& choice : schema["anyOf"]) spell_out(choice, all);
}

Json role_schema() {
  Json names = Json::array(), titles = Json::object();
  for (const std::string_view role : all_roles()) {
    const Text title = role_title(role);
    names.push_back(role);
    titles[std::string(role)] = {{"zh", title.zh}, {"en", title.en}};
  }
  return {{"title", "角色"}, {"x-title-en", "Role"}, {"enum", names}, {"x-titles", titles}};
}

Json state_schema(SubjectKind kind) {
  return {{"title", "状态"}, {"x-title-en", "State"}, {"enum", states(kind)}};
}

}  // namespace

Json reference_to(std::string_view schema) {
  return {{"$ref", "#/components/schemas/" + std::string(schema)}};
}

Json component_schemas() {
  const Json all = read_all();
  Json schemas = all;
  for (auto& schema : schemas) spell_out(schema, all);
  schemas["Role"] = role_schema();
  schemas["CaseState"] = state_schema(SubjectKind::kCase);
  schemas["ReferralState"] = state_schema(SubjectKind::kReferral);
  schemas["SlipState"] = state_schema(SubjectKind::kSlip);
  return schemas;
}

Json interface_words() { return read(kWords); }

}  // namespace qianqiao
