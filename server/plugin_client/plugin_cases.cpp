#include "server/plugin_client/plugin_cases.h"

#include "workflows/definition/mapping_reader.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr char kUsualNow[] = "2025-03-03T09:00:00+08:00";

std::map<std::string, std::string> texts_of(const YamlNode* node) {
  std::map<std::string, std::string> texts;
  if (node && node->kind == YamlNode::Kind::kMapping)
    for (std::size_t i = 0; i < node->keys.size(); ++i)
      texts[node->keys[i].text] = node->items[i].text;
  return texts;
}

Json json_of(const YamlNode* node) { return node ? to_json(*node) : Json(nullptr); }

class CasesReader {
 public:
  CasesReader(std::string_view file, Problems& problems) : file_(file), problems_(problems) {}

  std::vector<PluginCase> read(const YamlNode& tree) {
    MappingReader top(tree, "", file_, problems_);
    std::vector<PluginCase> cases;
    top.each("cases", [&](const YamlNode& node, const std::string& path) {
      cases.push_back(one(node, path));
    });
    top.finish();
    return cases;
  }

 private:
  PluginCase one(const YamlNode& node, const std::string& path) {
    MappingReader reader(node, path, file_, problems_);
    PluginCase found;
    found.name = reader.text("name");
    read_hook(reader, found);
    const std::string now = reader.optional_text("now");
    const auto instant = parse_instant(now.empty() ? kUsualNow : now);
    if (!instant) reader.wrong_type("now", {"2025-03-03T09:00 这样的时间", "an instant"});
    found.now = instant.value_or(Instant{});
    if (const Json input = json_of(reader.node("input")); input.is_object()) found.input = input;
    found.secrets = texts_of(reader.node("secrets"));
    found.store = texts_of(reader.node("store"));
    reader.each_optional("http", [&](const YamlNode& exchange, const std::string& way) {
      found.http.push_back(read_exchange(exchange, way));
    });
    found.expect = json_of(reader.node("expect"));
    found.expect_store = json_of(reader.node("expect_store"));
    found.expect_failure = reader.optional_one_of(
        "expect_failure", {"timeout", "crash", "refusal", "bad_answer", "denied"});
    if (found.expect.is_object() == !found.expect_failure.empty())
      problems_.add("definition.missing_field", reader.place(), path,
                    {"请写 expect 或 expect_failure 之一", "give either expect or expect_failure"});
    reader.finish();
    return found;
  }

  static void read_hook(MappingReader& reader, PluginCase& found) {
    const std::string words = reader.text("hook");
    const auto space = words.find(' ');
    const auto kind = hook_kind(words.substr(0, space));
    if (!words.empty() && (!kind || space == std::string::npos))
      reader.wrong_type(
          "hook", {"“种类 名字”，如 step tax-grade", "a kind and a name, such as: step tax-grade"});
    found.kind = kind.value_or(HookKind::kStep);
    if (space != std::string::npos) found.hook = words.substr(space + 1);
  }

  CaseExchange read_exchange(const YamlNode& node, const std::string& path) {
    MappingReader reader(node, path, file_, problems_);
    CaseExchange exchange{json_of(reader.node("expect")), {}};
    if (const YamlNode* answer = reader.node("answer")) {
      MappingReader fields(*answer, path + ".answer", file_, problems_);
      exchange.answer.status = fields.integer("status", 100, 599);
      exchange.answer.headers = texts_of(fields.node("headers"));
      const YamlNode* json = fields.node("json");
      exchange.answer.body = json ? to_json(*json).dump() : fields.optional_text("body");
      fields.finish();
    }
    reader.finish();
    return exchange;
  }

  const std::string_view file_;
  Problems& problems_;
};

std::string words(const Json& json) {
  return json.is_string() ? json.get<std::string>() : json.dump();
}

// As the file writes it: method, url, headers, json (where the body is JSON) and body.
Json readable(const OutgoingRequest& request) {
  Json json = {{"method", request.method}, {"url", request.url}, {"body", request.body}};
  json["headers"] = request.headers;
  Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_discarded()) json["json"] = std::move(body);
  return json;
}

}  // namespace

CasesReading read_cases(std::string_view yaml, std::string_view file) {
  Problems problems;
  const auto tree = parse_yaml(yaml, file, problems);
  if (!tree) return {{}, problems.take()};
  std::vector<PluginCase> cases = CasesReader(file, problems).read(*tree);
  return {std::move(cases), problems.take()};
}

std::vector<std::string> differences(const Json& expected, const Json& actual,
                                     const std::string& path) {
  std::vector<std::string> found;
  const auto deeper = [&](const Json& wanted, const Json& got, const std::string& name) {
    const auto more = differences(wanted, got, path.empty() ? name : path + "." + name);
    found.insert(found.end(), more.begin(), more.end());
  };
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [name, wanted] : expected.items())
      deeper(wanted, actual.contains(name) ? actual[name] : Json(nullptr), name);
  } else if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      deeper(expected[i], actual[i], std::to_string(i));
  } else if (expected != actual) {
    found.push_back((path.empty() ? "" : path + ": ") + "expected " + words(expected) + ", was " +
                    words(actual));
  }
  return found;
}

Result<std::optional<std::string>> CaseServices::stored(const PluginName&, const std::string& key) {
  const auto found = case_.store.find(key);
  return found == case_.store.end() ? std::nullopt : std::optional(found->second);
}

Result<void> CaseServices::store(const PluginName& plugin, const std::string& key,
                                 const std::optional<std::string>& value, int most_keys) {
  const bool is_full = case_.store.size() >= static_cast<std::size_t>(most_keys);
  if (value && is_full && !case_.store.contains(key))
    return fail("plugin.store_full",
                {{"plugin", plugin.name}, {"limit", std::to_string(most_keys)}});
  if (value)
    case_.store[key] = *value;
  else
    case_.store.erase(key);
  return {};
}

std::optional<std::string> CaseServices::secret(const PluginName&, const std::string& name) {
  const auto found = case_.secrets.find(name);
  return found == case_.secrets.end() ? std::nullopt : std::optional(found->second);
}

Result<OutgoingAnswer> CaseServices::send(const PluginName&, const OutgoingRequest& request,
                                          std::chrono::milliseconds) {
  if (case_.http.empty()) {
    found_.push_back("http: a request that the case does not expect: " + request.url);
    return fail("plugin.no_answer", {{"host", request.url}});
  }
  CaseExchange exchange = std::move(case_.http.front());
  case_.http.pop_front();
  if (exchange.expect.is_object())
    for (std::string& one : differences(exchange.expect, readable(request), "http"))
      found_.push_back(std::move(one));
  return exchange.answer;
}

}  // namespace qianqiao
