#include "server/api/plugin_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "workflows/base/error.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json moment(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

Json to_json(const Error& error) {
  const auto words = describe(error).advice;
  return {{"code", error.code}, {"zh", words.zh}, {"en", words.en}};
}

Json hosts_json(const nlohmann::json& manifest, const std::vector<PluginHostRow>& approved) {
  Json hosts = Json::array();
  for (const auto& host : manifest.value("hosts", nlohmann::json::array())) {
    const bool is_approved =
        std::any_of(approved.begin(), approved.end(),
                    [&](const PluginHostRow& row) { return row.host == host.get<std::string>(); });
    hosts.push_back({{"host", host.get<std::string>()}, {"approved", is_approved}});
  }
  return hosts;
}

// Whether each was entered; what it is, never.
Json secrets_json(const nlohmann::json& manifest, const std::vector<PluginSecretRow>& entered) {
  Json secrets = Json::array();
  for (const auto& name : manifest.value("secrets", nlohmann::json::array())) {
    const auto row = std::find_if(entered.begin(), entered.end(), [&](const PluginSecretRow& one) {
      return one.secret == name.get<std::string>();
    });
    const bool is_entered = row != entered.end();
    secrets.push_back({{"name", name.get<std::string>()},
                       {"entered", is_entered ? moment(row->set_ms) : Json(nullptr)}});
  }
  return secrets;
}

// The manifest's, as the county changed them.
nlohmann::json settings_json(const nlohmann::json& manifest,
                             const std::optional<PluginSettingsRow>& changed) {
  nlohmann::json settings = manifest.value("settings", nlohmann::json::object());
  if (changed) settings.update(nlohmann::json::parse(changed->settings, nullptr, false));
  return settings;
}

Json channels_json(const InstalledPluginRow& plugin, const std::vector<PluginChannelRow>& all) {
  Json channels = Json::array();
  for (const PluginChannelRow& row : all)
    if (row.county == plugin.county && row.name == plugin.name)
      channels.push_back({{"hook", row.hook},
                          {"by_phone", row.by_phone},
                          {"notices", Json::parse(row.notices, nullptr, false)}});
  return channels;
}

Json hooks_json(const nlohmann::json& manifest) {
  Json hooks = Json::array();
  for (const auto& hook : manifest.value("hooks", nlohmann::json::array()))
    hooks.push_back({{"kind", hook.value("kind", "")},
                     {"name", hook.value("name", "")},
                     {"at", hook.value("at", "")}});
  return hooks;
}

}  // namespace

std::optional<std::string> version_in_use(Reader& reader, const InstalledPluginRow& row) {
  for (const PluginUseRow& use : reader.plugins().in_use(row.county))
    if (use.name == row.name) return use.version;
  return std::nullopt;
}

Json to_json(const InstalledPluginRow& row, Reader& reader,
             const std::vector<PluginStatus>& running) {
  const auto manifest = nlohmann::json::parse(row.manifest, nullptr, false);
  const auto title = manifest.value("title", nlohmann::json::object());
  const auto used = version_in_use(reader, row);
  const auto status = std::find_if(running.begin(), running.end(), [&](const PluginStatus& one) {
    return one.plugin == PluginName{row.name, row.version, row.county};
  });
  const bool known = status != running.end();
  const auto retry = known ? status->retry_at : std::nullopt;
  return {{"county", row.county},
          {"name", row.name},
          {"version", row.version},
          {"digest", row.digest},
          {"title", {{"zh", title.value("zh", "")}, {"en", title.value("en", "")}}},
          {"hooks", hooks_json(manifest)},
          {"hosts", hosts_json(manifest, reader.plugins().hosts(row.county, row.name))},
          {"secrets", secrets_json(manifest, reader.plugins().secrets(row.county, row.name))},
          {"settings", settings_json(manifest, reader.plugins().settings(row.county, row.name))},
          {"channels", channels_json(row, reader.plugins().channels())},
          {"installed_by", row.installed_by},
          {"installed", moment(row.installed_ms)},
          {"enabled", used == row.version},
          {"breaker", to_string(known ? status->breaker : BreakerState::kClosed)},
          {"retry_at", retry ? Json(format_instant(*retry)) : Json(nullptr)}};
}

Json to_json(const PluginCheck& check) {
  Json problems = Json::array();
  for (const Error& problem : check.problems) problems.push_back(to_json(problem));
  return {{"name", check.plugin.name},     {"version", check.plugin.version},
          {"county", check.plugin.county}, {"digest", check.digest},
          {"hooks", check.hooks},          {"problems", problems}};
}

Json to_json(const PluginTrial& trial) {
  Json cases = Json::array();
  for (const PluginCaseResult& one : trial.cases)
    cases.push_back({{"name", one.name},
                     {"passed", one.passed},
                     {"differences", one.differences},
                     {"failure", one.failure ? Json(to_string(*one.failure)) : Json(nullptr)}});
  return {{"check", to_json(trial.check)},
          {"sandbox", trial.sandbox.rung},
          {"passed", trial.passed()},
          {"cases", cases}};
}

Json to_json(const PluginJobRow& row) {
  const bool waits = row.state == job_state::kWaiting;
  return {{"id", row.id},
          {"county", row.county},
          {"subject", row.subject},
          {"kind", row.kind},
          {"hook", row.hook},
          {"step", row.step},
          {"plugin", row.plugin},
          {"version", row.version},
          {"digest", row.digest},
          {"state", row.state},
          {"attempts", row.attempts},
          {"next", waits ? moment(row.next_ms) : Json(nullptr)},
          {"verdict", row.verdict},
          {"failure", row.failure},
          {"detail", row.detail.zh},
          {"detail_en", row.detail.en.empty() ? row.detail.zh : row.detail.en},
          {"incident", row.incident == 0 ? "" : std::to_string(row.incident)},
          {"opened", moment(row.opened_ms)},
          {"ended", moment(row.ended_ms)}};
}

Json to_json(const PluginLogRow& row) {
  return {{"id", std::to_string(row.id)}, {"version", row.version}, {"job", row.job},
          {"at", moment(row.at_ms)},      {"level", row.level},     {"text", row.text}};
}

std::vector<InstalledPluginRow> plugins_seen(Reader& reader, const Request& request) {
  auto rows = reader.plugins().installed(text_of(request, "county"));
  std::erase_if(rows,
                [&](const InstalledPluginRow& row) { return !may_act_in(request, row.county); });
  return rows;
}

Result<InstalledPluginRow> plugin_of(Reader& reader, const Request& request) {
  const std::string& name = request.path_value("name");
  std::vector<InstalledPluginRow> rows = plugins_seen(reader, request);
  std::erase_if(rows, [&](const InstalledPluginRow& row) { return row.name != name; });
  std::set<std::string> counties;
  for (const InstalledPluginRow& row : rows) counties.insert(row.county);
  if (counties.size() > 1) return fail("http.missing_parameter", {{"parameter", "county"}});
  const std::string version = text_of(request, "version");
  const auto used = rows.empty() ? std::nullopt : version_in_use(reader, rows.front());
  const std::string wanted = version.empty() ? used.value_or("") : version;
  if (rows.empty()) return fail("plugin.not_installed", {{"plugin", name}, {"what", ""}});
  if (wanted.empty())
    return *std::max_element(rows.begin(), rows.end(), [](const auto& one, const auto& other) {
      return one.installed_ms < other.installed_ms;
    });
  for (const InstalledPluginRow& row : rows)
    if (row.version == wanted) return row;
  return fail("plugin.version_unknown", {{"plugin", name}, {"version", wanted}});
}

}  // namespace qianqiao
