// plugin show, settings, channels: how a county uses a plugin that is installed.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string name, version, county;
  std::vector<std::string> values, hooks, by_phone;
  bool reset = false, none = false;
};

Request with_place(Request request, const Given& given) {
  if (!given.county.empty()) request.query.emplace_back("county", given.county);
  if (!given.version.empty()) request.query.emplace_back("version", given.version);
  return request;
}

Request asking(const Given& given) {
  return with_place(get("/api/v1/plugins/" + encoded(given.name)), given);
}

Request changing(const Given& given, const char* what, const Json& value) {
  Request request =
      post("/api/v1/plugins/" + encoded(given.name) + "/" + what, Json{{what, value}}.dump());
  request.method = "PUT";
  return with_place(std::move(request), given);
}

std::string joined(const Json& texts) {
  std::string line;
  for (const Json& one : texts) line += (line.empty() ? "" : ", ") + one.get<std::string>();
  return line;
}

void print_settings(const Json& plugin) {
  TextTable table({"设置 setting", "值 value"});
  for (const auto& [name, value] : plugin["settings"].items())
    table.add({name, value.is_string() ? value.get<std::string>() : value.dump()});
  print(table.text());
}

void print_channels(const Json& plugin) {
  TextTable table({"通道 channel", "按手机号 by phone", "通知 notices"});
  for (const Json& one : plugin["channels"])
    table.add({field(one, "hook"), one["by_phone"].get<bool>() ? "是 yes" : "否 no",
               one["notices"].empty() ? "全部 all" : joined(one["notices"])});
  print(table.text());
}

void print_permissions(const Json& plugin) {
  TextTable hosts({"主机 host", "已批准 approved"}), secrets({"密钥 secret", "填写于 entered"});
  for (const Json& one : plugin["hosts"])
    hosts.add({field(one, "host"), one["approved"].get<bool>() ? "是 yes" : "否 no"});
  for (const Json& one : plugin["secrets"])
    secrets.add({field(one, "name"), one["entered"].is_null() ? "-" : field(one, "entered")});
  if (!hosts.empty()) print(hosts.text());
  if (!secrets.empty()) print(secrets.text());
}

void print_all(const Json& plugin) {
  print(field(plugin, "county") + " " + field(plugin, "name") + " " + field(plugin, "version") +
        "  " + plugin["title"]["zh"].get<std::string>() + " " +
        plugin["title"]["en"].get<std::string>() + "\n");
  TextTable hooks({"接入点 hook", "名字 name", "位置 at"});
  for (const Json& one : plugin["hooks"])
    hooks.add({field(one, "kind"), field(one, "name"), field(one, "at")});
  print(hooks.text());
  print_permissions(plugin);
  if (!plugin["settings"].empty()) print_settings(plugin);
  if (!plugin["channels"].empty()) print_channels(plugin);
}

void show_by(Session& session, Request request, void (*print)(const Json&)) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print(*answer);
  });
}

void show(Session& session, const Given& given) { show_by(session, asking(given), print_all); }

// The text of a name=value after the sign; none: there is no sign.
std::optional<std::pair<std::string, std::string>> split(const std::string& pair) {
  const auto sign = pair.find('=');
  if (sign == std::string::npos || sign == 0) return std::nullopt;
  return std::pair(pair.substr(0, sign), pair.substr(sign + 1));
}

// As JSON, unless the setting is a text: 3 may be either. What is wrong the server tells.
Json setting_value(const Json& before, const std::string& name, const std::string& text) {
  const auto found = before.find(name);
  if (found != before.end() && found->is_string()) return text;
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? Json(text) : value;
}

void change_settings(Session& session, const Given& given) {
  if (given.values.empty() && !given.reset) return show_by(session, asking(given), print_settings);
  with_door(session, [&](Door& door) {
    const auto before = ask(session, door, asking(given));
    if (!before) return;
    Json settings = Json::object();
    for (const std::string& one : given.values) {
      const auto pair = split(one);
      if (!pair) return report(session, {"cli.not_a_pair", {{"text", one}}});
      settings[pair->first] = setting_value((*before)["settings"], pair->first, pair->second);
    }
    const auto answer = ask(session, door, changing(given, "settings", settings));
    if (answer) session.json ? print_json(*answer) : print_settings(*answer);
  });
}

// hook or hook=notice,notice
Json channel(const Given& given, const std::string& text) {
  const auto pair = split(text);
  const std::string hook = pair ? pair->first : text;
  Json notices = Json::array();
  for (const std::string& one : CLI::detail::split(pair ? pair->second : "", ','))
    if (!one.empty()) notices.push_back(one);
  const bool by_phone =
      std::find(given.by_phone.begin(), given.by_phone.end(), hook) != given.by_phone.end();
  return {{"hook", hook}, {"by_phone", by_phone}, {"notices", notices}};
}

void choose_channels(Session& session, const Given& given) {
  if (given.hooks.empty() && !given.none) return show_by(session, asking(given), print_channels);
  Json channels = Json::array();
  for (const std::string& one : given.hooks) channels.push_back(channel(given, one));
  show_by(session, changing(given, "channels", channels), print_channels);
}

CLI::App* add(CLI::App& group, Session& session, const std::shared_ptr<Given>& given,
              const char* name, const char* help, void (*run)(Session&, const Given&)) {
  CLI::App* command = group.add_subcommand(name, help);
  add_door_options(*command, session);
  add_json_option(*command, session);
  add_actor_option(*command, session);
  command->add_option("name", given->name, "插件 / plugin")->required();
  command->add_option("--county", given->county, "县区代码 / code of a county");
  command->callback([&session, given, run] { run(session, *given); });
  return command;
}

}  // namespace

void add_plugin_setting_commands(CLI::App& plugin, Session& session) {
  const auto given = std::make_shared<Given>();
  add(plugin, session, given, "show",
      "一个插件：接入点、主机、密钥、设置、通道 / hooks, hosts, secrets, settings, channels", show)
      ->add_option("--version", given->version, "版本 / version; the one in use otherwise");
  CLI::App* setting = add(
      plugin, session, given, "settings",
      "本县区的设置；不写则列出 / the county's own settings; shown if none given", change_settings);
  CLI::Option* values = setting->add_option(
      "values", given->values,
      "名字=值，未写的恢复为 plugin.yaml 的值 / name=value; those not given are plugin.yaml's");
  setting->add_flag("--reset", given->reset, "全部恢复 / all as in plugin.yaml")->excludes(values);
  CLI::App* choosing =
      add(plugin, session, given, "channels",
          "本县区通知所走的通道；不写则列出 / where the county's notices go; shown if none given",
          choose_channels);
  CLI::Option* hooks = choosing->add_option(
      "hooks", given->hooks,
      "接入点，或接入点=通知,通知；取代原有的 / notifier, or notifier=notice,notice; instead of "
      "those before");
  choosing
      ->add_option("--by-phone", given->by_phone, "按手机号逐人发送的通道 / to each one's number")
      ->needs(hooks);
  choosing->add_flag("--none", given->none, "不用任何通道 / none")->excludes(hooks);
}

}  // namespace qianqiao
