// Reads events.yaml and checks data against it. valijson judges the schemas; what it finds is
// put into words here, since people read them in two languages.
#include "workflows/definition/event_catalogue.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "workflows/definition/data_problems.h"
#include "workflows/domain/people.h"

namespace qianqiao {

namespace event_files {
std::string_view embedded_file(std::string_view name);
}

namespace {

using nlohmann::json;

constexpr int kDeepestSchema = 12;

// Thrown while reading the file only; from_yaml() turns it into an Error.
struct Malformed {
  int line;
  std::string zh, en;
};

[[noreturn]] void malformed(const YAML::Node& node, std::string zh, std::string en) {
  throw Malformed{node.Mark().line + 1, std::move(zh), std::move(en)};
}

std::optional<std::int64_t> to_integer(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

json scalar_to_json(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "true" || text == "false") return text == "true";
  if (const auto number = to_integer(text)) return *number;
  return text;
}

// JSON Schema of an event's data: `$ref` put in place, objects closed, limits present.
class SchemaReader {
 public:
  explicit SchemaReader(YAML::Node definitions) : definitions_(std::move(definitions)) {}

  json read(const YAML::Node& node) const {
    json schema = read_schema(node, 0);
    if (!schema.contains("type")) {
      schema["type"] = "object";
      close_object(schema);
    }
    if (schema["type"] != "object") malformed(node, "data 必须是对象", "data must be an object");
    return schema;
  }

 private:
  static void close_object(json& schema) {
    if (!schema.contains("properties")) schema["properties"] = json::object();
    if (!schema.contains("additionalProperties")) schema["additionalProperties"] = false;
  }

  json read_schema(const YAML::Node& node, int depth) const {
    if (depth > kDeepestSchema)
      malformed(node, "嵌套过深或循环引用", "nested too deeply, or circular");
    if (!node.IsMap()) malformed(node, "此处应为一个模式", "a schema is expected here");
    json schema = json::object();
    if (const YAML::Node ref = node["$ref"]) {
      const YAML::Node target = definitions_[ref.Scalar()];
      if (!target) malformed(ref, "没有定义：" + ref.Scalar(), "not defined: " + ref.Scalar());
      schema = read_schema(target, depth + 1);
    }
    for (const auto& entry : node) {
      const std::string key = entry.first.Scalar();
      if (key != "$ref") schema[key] = read_keyword(key, entry.second, depth);
    }
    check_limits(schema, node);
    return schema;
  }

  json read_keyword(const std::string& key, const YAML::Node& value, int depth) const {
    static const std::set<std::string> known = {
        "title",        "x-title-en", "type",    "required",
        "properties",   "items",      "enum",    "minLength",
        "maxLength",    "minimum",    "maximum", "minItems",
        "maxItems",     "format",     "default", "additionalProperties",
        "maxProperties"};
    if (!known.count(key)) malformed(value, "未知关键字：" + key, "unknown keyword: " + key);
    if (key == "items") return read_schema(value, depth + 1);
    if (key == "properties") {
      json properties = json::object();
      for (const auto& property : value)
        properties[property.first.Scalar()] = read_schema(property.second, depth + 1);
      return properties;
    }
    if (!value.IsSequence()) return scalar_to_json(value);
    json list = json::array();
    for (const auto& item : value) list.push_back(scalar_to_json(item));
    return list;
  }

  // Every string, array and number has its bounds: what is stored must have an end.
  void check_limits(json& schema, const YAML::Node& node) const {
    const std::string type = schema.value("type", "");
    if (type == "object") close_object(schema);
    const bool bounded = type == "string" ? schema.contains("maxLength") || schema.contains("enum")
                         : type == "integer"
                             ? schema.contains("minimum") && schema.contains("maximum")
                         : type == "array" ? schema.contains("maxItems") && schema.contains("items")
                                           : type == "boolean" || type == "object" || type.empty();
    if (!bounded) malformed(node, "缺少上下限或未知类型", "limits are missing, or unknown type");
    for (const auto& name : schema.value("required", json::array()))
      if (!schema["properties"].contains(name.get<std::string>()))
        malformed(node, "必填项没有定义", "a required field is not defined");
  }

  YAML::Node definitions_;
};

std::string required_text(const YAML::Node& event, const char* key) {
  const YAML::Node value = event[key];
  if (!value || !value.IsScalar() || value.Scalar().empty())
    malformed(event, fmt::format("缺少 {}", key), fmt::format("{} is missing", key));
  return value.Scalar();
}

SubjectKind read_kind(const YAML::Node& event) {
  const std::string name = required_text(event, "subject");
  if (name == "case") return SubjectKind::kCase;
  if (name == "referral") return SubjectKind::kReferral;
  if (name == "slip") return SubjectKind::kSlip;
  malformed(event["subject"], "未知对象：" + name, "unknown subject: " + name);
}

std::map<std::string, std::vector<std::string>> read_roles(const YAML::Node& event) {
  const YAML::Node node = event["roles"];
  if (!node || !node.IsMap() || node.size() == 0)
    malformed(event, "缺少 roles", "roles are missing");
  std::map<std::string, std::vector<std::string>> roles;
  for (const auto& line : node) {
    auto& names = roles[line.first.Scalar()];
    for (const auto& role : line.second) {
      if (!is_role(role.Scalar()))
        malformed(role, "未知角色：" + role.Scalar(), "unknown role: " + role.Scalar());
      names.push_back(role.Scalar());
    }
  }
  return roles;
}

EventEntry read_event(const YAML::Node& event, const SchemaReader& schemas) {
  static const std::set<std::string> known = {"event", "subject", "clause", "zh",
                                              "en",    "opens",   "roles",  "data"};
  if (!event.IsMap()) malformed(event, "此处应为一个事件", "an event is expected here");
  for (const auto& field : event)
    if (!known.count(field.first.Scalar()))
      malformed(field.first, "未知字段：" + field.first.Scalar(),
                "unknown field: " + field.first.Scalar());
  EventEntry entry;
  entry.name = required_text(event, "event");
  entry.subject = read_kind(event);
  entry.clause = required_text(event, "clause");
  entry.sentence = {required_text(event, "zh"), required_text(event, "en")};
  entry.opens_subject = event["opens"] && event["opens"].Scalar() == "true";
  entry.roles_by_state = read_roles(event);
  if (!event["data"]) malformed(event, "缺少 data", "data is missing");
  entry.schema_json = schemas.read(event["data"]).dump();
  return entry;
}

// valijson compiles a regular expression at every `format`; dates are checked by parse_date.
void take_formats_out(json& schema) {
  schema.erase("format");
  if (schema.contains("items")) take_formats_out(schema["items"]);
  if (schema.contains("properties"))
    for (auto& property : schema["properties"]) take_formats_out(property);
}

bool has_dates(const json& schema) {
  if (schema.value("format", "") == "date") return true;
  if (schema.contains("items")) return has_dates(schema["items"]);
  for (const auto& property : schema.value("properties", json::object()))
    if (has_dates(property)) return true;
  return false;
}

bool dates_are_sound(const json& schema, const json& value) {
  if (value.is_string()) {
    const auto format = schema.find("format");
    return format == schema.end() || parse_date(value.get_ref<const std::string&>()).has_value();
  }
  if (value.is_array()) {
    for (const auto& item : value)
      if (!dates_are_sound(schema["items"], item)) return false;
  }
  if (value.is_object()) {
    const auto& properties = schema["properties"];
    for (auto field = value.begin(); field != value.end(); ++field)
      if (const auto known = properties.find(field.key());
          known != properties.end() && !dates_are_sound(*known, *field))
        return false;
  }
  return true;
}

}  // namespace

struct EventCatalogue::Schemas {
  struct One {
    json described;  // as in the file, with dates
    valijson::Schema compiled;
    bool has_dates = false;
  };
  std::vector<std::unique_ptr<One>> by_entry;
  std::map<std::string, std::size_t, std::less<>> index[3];  // of entries, by SubjectKind

  void add(const EventEntry& entry) {
    auto one = std::make_unique<One>();
    one->described = json::parse(entry.schema_json);
    one->has_dates = has_dates(one->described);
    json bare = one->described;
    take_formats_out(bare);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(bare), one->compiled);
    by_entry.push_back(std::move(one));
  }
};

const std::vector<std::string>& EventEntry::roles(std::string_view state) const {
  static const std::vector<std::string> nobody;
  for (const std::string_view key :
       {state, state.substr(0, state.find('.')), std::string_view("*")})
    if (const auto line = roles_by_state.find(std::string(key)); line != roles_by_state.end())
      return line->second;
  return nobody;
}

Result<EventCatalogue> EventCatalogue::from_yaml(std::string_view yaml) {
  const auto failed = [](int line, const std::string& zh, const std::string& en) {
    return fail("definition.events_malformed",
                {{"line", std::to_string(line)}, {"problem_zh", zh}, {"problem_en", en}});
  };
  try {
    const YAML::Node file = YAML::Load(std::string(yaml));
    if (!file.IsMap() || !file["events"] || !file["events"].IsSequence())
      return failed(1, "缺少 events", "events are missing");
    const SchemaReader schema_reader(file["definitions"] ? file["definitions"]
                                                         : YAML::Node(YAML::NodeType::Map));
    EventCatalogue catalogue;
    auto schemas = std::make_shared<Schemas>();
    for (const auto& event : file["events"]) {
      catalogue.entries_.push_back(read_event(event, schema_reader));
      schemas->add(catalogue.entries_.back());
    }
    for (std::size_t i = 0; i < catalogue.entries_.size(); ++i) {
      const EventEntry& entry = catalogue.entries_[i];
      if (!schemas->index[static_cast<int>(entry.subject)].emplace(entry.name, i).second)
        return failed(file["events"][i].Mark().line + 1, "事件重复：" + entry.name,
                      "event twice: " + entry.name);
    }
    catalogue.schemas_ = std::move(schemas);
    return catalogue;
  } catch (const Malformed& problem) {
    return failed(problem.line, problem.zh, problem.en);
  } catch (const YAML::Exception& problem) {
    return failed(problem.mark.line + 1, "不是有效的 YAML", problem.msg);
  } catch (const std::exception& problem) {  // json or valijson, on a schema it cannot take
    return failed(1, "模式无法使用", problem.what());
  }
}

const EventCatalogue& EventCatalogue::shipped() {
  static const EventCatalogue catalogue = [] {
    auto read = from_yaml(event_files::embedded_file("events.yaml"));
    if (!read) throw std::logic_error(to_line(read.error()));  // our own file: a defect of ours
    return *std::move(read);
  }();
  return catalogue;
}

const EventEntry* EventCatalogue::find(SubjectKind kind, std::string_view event) const {
  const auto& index = schemas_->index[static_cast<int>(kind)];
  const auto found = index.find(event);
  return found == index.end() ? nullptr : &entries_[found->second];
}

Result<void> EventCatalogue::validate(SubjectKind kind, std::string_view event,
                                      const json& data) const {
  const auto& index = schemas_->index[static_cast<int>(kind)];
  const auto found = index.find(event);
  if (found == index.end()) return fail("event.unknown", {{"event", std::string(event)}});
  const Schemas::One& schema = *schemas_->by_entry[found->second];

  if (auto sound = check_shape(data); !sound) return sound;
  valijson::Validator validator;
  const valijson::adapters::NlohmannJsonAdapter target(data);
  if (validator.validate(schema.compiled, target, nullptr) &&
      (!schema.has_dates || dates_are_sound(schema.described, data)))
    return {};
  return explain_misfit(schema.described, data);
}

}  // namespace qianqiao
