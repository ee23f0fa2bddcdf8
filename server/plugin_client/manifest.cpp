#include "server/plugin_client/manifest.h"

#include <algorithm>
#include <regex>
#include <set>

#include "server/ports/plugin_services.h"
#include "workflows/definition/event_catalogue.h"
#include "workflows/definition/known_names.h"
#include "workflows/definition/mapping_reader.h"
#include "workflows/domain/schedule.h"

namespace qianqiao {
namespace {

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const HookKind kind : all_hook_kinds()) names.emplace_back(to_string(kind));
  return names;
}

std::vector<std::string> event_names() {
  std::set<std::string> names;  // a case's and a referral's may be called the same
  for (const EventEntry& entry : EventCatalogue::shipped().entries()) names.insert(entry.name);
  return {names.begin(), names.end()};
}

constexpr char kVersionPattern[] = R"((0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4}))";

bool matches(const std::string& text, const char* pattern) {
  return std::regex_match(text, std::regex(pattern));
}

// Reads the file's parts one after the other into `manifest_`.
class ManifestReader {
 public:
  ManifestReader(const YamlNode& tree, std::string_view file, Problems& problems)
      : top_(tree, "", file, problems), problems_(problems) {}

  Manifest read() {
    manifest_.name = top_.identifier("name");
    must_match("version", manifest_.version = top_.text("version"), kVersionPattern,
               {"形如 1.0.0 的版本号", "a version such as 1.0.0"});
    must_match("county", manifest_.county = top_.text("county"), R"(\*|\d{4}[0-9A-Z]{2})",
               {"六位县区代码，任何县区都可用的写 '*'", "a county's six digits, or '*' for any"});
    manifest_.title = top_.optional_both_languages("title");
    top_.each("hooks", [&](const YamlNode& node, const std::string& path) { hook(node, path); });
    if (manifest_.hooks.empty() && top_.has("hooks"))
      top_.wrong_type("hooks", {"至少一个接入点的列表", "a list of at least one hook"});
    if (const YamlNode* node = top_.node("permissions")) permissions(*node);
    if (const YamlNode* node = top_.node("settings")) settings(*node);
    if (const YamlNode* node = top_.node("limits")) limits(*node);
    top_.finish();
    return std::move(manifest_);
  }

 private:
  void must_match(std::string_view field, const std::string& text, const char* pattern,
                  const Text& expected) {
    if (!text.empty() && !matches(text, pattern)) top_.wrong_type(field, expected);
  }

  void hook(const YamlNode& node, const std::string& path) {
    MappingReader reader(node, path, top_.file(), problems_);
    ManifestHook hook;
    const std::string kind = reader.one_of("kind", kind_names());
    hook.kind = hook_kind(kind).value_or(HookKind::kStep);
    hook.name = reader.identifier("name");
    if (!kind.empty()) hook.at = at(hook.kind, reader);
    const bool may_refuse = hook.kind == HookKind::kGuard || hook.kind == HookKind::kValidator;
    if (may_refuse && reader.has("fallback"))
      hook.refuses_by_itself = reader.one_of("fallback", {"proceed", "refuse"}) == "refuse";
    reader.finish();
    if (manifest_.find(hook.kind, hook.name))
      problems_.add("definition.duplicate", reader.place(), path,
                    {"接入点的名字不能重复", "every hook has a name of its own"});
    manifest_.hooks.push_back(std::move(hook));
  }

  // A step's form by the step's name, or the data of an event.
  static std::string form(MappingReader& reader) {
    const std::string name = reader.text("at");
    const auto events = event_names();
    if (!name.empty() && !is_identifier(name) &&
        std::find(events.begin(), events.end(), name) == events.end())
      reader.wrong_type("at", {"步骤的名字或事件的名字", "the name of a step or of an event"});
    return name;
  }

  static std::string at(HookKind kind, MappingReader& reader) {
    switch (kind) {
      case HookKind::kStep:
        return reader.one_of("at", step_stages());
      case HookKind::kGuard:
      case HookKind::kOn:
        return reader.one_of("at", event_names());
      case HookKind::kValidator:
        return form(reader);
      case HookKind::kImporter:
        return reader.one_of("at", {"roster", "feedback"});
      case HookKind::kScheduled:
        break;
      case HookKind::kNotifier:
      case HookKind::kReport:
        return "";
    }
    const std::string schedule = reader.text("at");
    if (!schedule.empty() && !Schedule::from(schedule))
      reader.wrong_type("at", {"“分 时 日 月 周”五段的时间，如 '0 9 * * 1'",
                               "five fields, minute hour day month weekday, such as '0 9 * * 1'"});
    return schedule;
  }

  std::vector<std::string> texts(MappingReader& reader, std::string_view name) {
    std::vector<std::string> found;
    reader.each_optional(name, [&](const YamlNode& node, const std::string&) {
      if (node.kind == YamlNode::Kind::kScalar)
        found.push_back(node.text);
      else
        reader.wrong_type(name, {"文字的列表", "a list of texts"});
    });
    return found;
  }

  void permissions(const YamlNode& node) {
    MappingReader reader(node, "permissions", top_.file(), problems_);
    manifest_.fields = texts(reader, "fields");
    for (const std::string& field : manifest_.fields) check_field(reader, field);
    manifest_.hosts = texts(reader, "hosts");
    for (const std::string& host : manifest_.hosts)
      if (host.size() > 200 || !matches(host, R"([a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z]{2,})"))
        reader.wrong_type("hosts", {"小写的主机域名（“" + host + "”不是），不带协议、端口和通配符",
                                    "host names in lower case ('" + host +
                                        "' is none) without scheme, port or wildcard"});
    manifest_.secrets = texts(reader, "secrets");
    for (const std::string& secret : manifest_.secrets)
      if (!is_identifier(secret))
        reader.wrong_type("secrets", {"小写的名字（“" + secret + "”不是）",
                                      "names in lower case ('" + secret + "' is none)"});
    reader.finish();
  }

  // A known field or anything below it.
  void check_field(const MappingReader& reader, const std::string& field) {
    const auto& known = readable_fields();
    const auto fits = [&](const std::string& one) {
      return field == one || field.starts_with(one + ".");
    };
    if (std::any_of(known.begin(), known.end(), fits) && matches(field, R"([a-z0-9_]+(\.[\w-]+)*)"))
      return;
    const Text names = listed(known);
    problems_.add("definition.unknown_name", reader.place("fields"), "permissions.fields",
                  {"没有“" + field + "”，可申请的有" + names.zh,
                   "there is no '" + field + "'; there are " + names.en});
  }

  void settings(const YamlNode& node) {
    MappingReader reader(node, "settings", top_.file(), problems_);
    if (node.kind != YamlNode::Kind::kMapping) {
      top_.wrong_type("settings", {"名字和值", "names and values"});
      return;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const std::string& name = node.keys[i].text;
      nlohmann::json value = to_json(node.items[i]);
      const bool plain = value.is_string() || value.is_number_integer() || value.is_boolean() ||
                         (value.is_array() && node.items[i].items.size() <= 200);
      if (!plain || !is_identifier(name))
        top_.wrong_type("settings",
                        {"小写的名字，值为文字、整数、是否或它们的列表（“" + name + "”不是）",
                         "names in lower case with texts, whole numbers, booleans or "
                         "lists of them ('" +
                             name + "' is none)"});
      manifest_.settings[name] = std::move(value);
    }
  }

  void limits(const YamlNode& node) {
    MappingReader reader(node, "limits", top_.file(), problems_);
    ManifestLimits& limits = manifest_.limits;
    const auto read = [&](const char* name, int least, int most, int& value) {
      value = reader.optional_integer(name, least, most).value_or(value);
    };
    read("wall_ms", 50, 30'000, limits.wall_ms);
    read("memory_mib", 96, 1024, limits.memory_mib);
    read("message_kib", 16, 4096, limits.message_kib);
    read("requests", 0, 100, limits.requests);
    read("store_keys", 0, kMostStoreKeys, limits.store_keys);
    reader.finish();
  }

  MappingReader top_;
  Problems& problems_;
  Manifest manifest_;
};

}  // namespace

const ManifestHook* Manifest::find(HookKind kind, std::string_view hook) const {
  const auto found = std::find_if(hooks.begin(), hooks.end(), [&](const ManifestHook& one) {
    return one.kind == kind && one.name == hook;
  });
  return found == hooks.end() ? nullptr : &*found;
}

const std::vector<std::string>& readable_fields() {
  static const std::vector<std::string> fields = [] {
    std::vector<std::string> all = {"event.data"};
    for (const char* name : {"id", "county", "township", "state", "version", "opened_on",
                             "application", "visit", "information", "steps"})
      all.push_back(std::string("case.") + name);
    for (const char* name :
         {"id", "uscc", "name", "kind", "county", "township", "industry", "size_class",
          "legal_representative", "contact_name", "contact_phone", "address", "attributes"})
      all.push_back(std::string("enterprise.") + name);
    for (const char* name :
         {"id", "bank", "bank_name", "state", "pushed_on", "completed_on", "decided_on",
          "granted_fen", "drawn_fen", "annual_rate_bps", "reasons"})
      all.push_back(std::string("referrals.") + name);
    for (const char* name :
         {"rule", "subject", "effect", "state", "due", "due_nominal", "overdue", "provisional"})
      all.push_back(std::string("deadlines.") + name);
    for (const char* name : {"team", "visited_on", "case"})
      all.push_back(std::string("visits.") + name);
    for (const char* name : {"id", "county", "state", "opened_on"})
      all.push_back(std::string("other_cases.") + name);
    return all;
  }();
  return fields;
}

bool is_plugin_version(const std::string& text) { return matches(text, kVersionPattern); }

ManifestReading read_manifest(std::string_view yaml, std::string_view file) {
  Problems problems;
  const auto tree = parse_yaml(yaml, file, problems);
  if (!tree) return {std::nullopt, problems.take()};
  Manifest manifest = ManifestReader(*tree, file, problems).read();
  if (!problems.empty()) return {std::nullopt, problems.take()};
  return {std::move(manifest), {}};
}

}  // namespace qianqiao
