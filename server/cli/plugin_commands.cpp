// For authors of plugins: begin one, check its folder, run its cases in the real sandbox.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Error& error) {
  const ErrorDescription words = describe(error);
  Json params = Json::object();
  for (const auto& [name, value] : error.params) params[name] = value;
  return {
      {"code", error.code}, {"zh", words.advice.zh}, {"en", words.advice.en}, {"params", params}};
}

Json to_json(const PluginCheck& check) {
  Json problems = Json::array();
  for (const Error& problem : check.problems) problems.push_back(to_json(problem));
  return {{"name", check.plugin.name},     {"version", check.plugin.version},
          {"county", check.plugin.county}, {"digest", check.digest},
          {"hooks", check.hooks},          {"problems", problems}};
}

Json to_json(const PluginCaseResult& one) {
  Json logs = Json::array();
  for (const HookLogLine& line : one.logs)
    logs.push_back({{"level", line.level}, {"text", line.text}});
  return {{"name", one.name},
          {"passed", one.passed},
          {"differences", one.differences},
          {"failure", one.failure ? Json(to_string(*one.failure)) : Json(nullptr)},
          {"error", one.failure ? to_json(one.error) : Json(nullptr)},
          {"logs", logs},
          {"took_us", one.took.count()}};
}

Json to_json(const PluginTrial& trial) {
  Json cases = Json::array();
  for (const PluginCaseResult& one : trial.cases) cases.push_back(to_json(one));
  return {{"plugin", to_json(trial.check)},
          {"passed", trial.passed()},
          {"sandbox",
           {{"rung", trial.sandbox.rung},
            {"layers", trial.sandbox.layers},
            {"problem", trial.sandbox.problem}}},
          {"cases", cases}};
}

// 3 where nothing of the plugin could be asked: no folder, no sandbox.
int exit_code_of(const PluginCheck& check) {
  for (const Error& problem : check.problems)
    if (problem.code == "plugin.folder_unreadable" || problem.code == "plugin.no_sandbox")
      return kUnreachable;
  return check.problems.empty() ? kDone : kRefused;
}

void say_problems(const PluginCheck& check) {
  for (const Error& problem : check.problems) say(to_line(problem));
}

void print_check(const PluginCheck& check) {
  TextTable table({"插件 plugin", "版本 version", "县区 county", "接入点 hook"});
  for (const std::string& hook : check.hooks)
    table.add({check.plugin.name, check.plugin.version, check.plugin.county, hook});
  print(table.text());
  print("摘要 digest: " + check.digest + "\n");
}

void print_trial(const PluginTrial& trial) {
  TextTable table({"例子 case", "结果 result", "毫秒 ms", "说明 detail"});
  for (const PluginCaseResult& one : trial.cases) {
    const std::string ms = std::to_string(one.took.count() / 1000);
    table.add({one.name, one.passed ? "通过 passed" : "未过 failed", ms,
               one.differences.empty() ? "" : one.differences.front()});
    for (std::size_t i = 1; i < one.differences.size(); ++i)
      table.add({"", "", "", one.differences[i]});
    if (!one.passed && one.failure) table.add({"", "", "", to_line(one.error)});
  }
  if (!table.empty()) print(table.text());
  print("沙箱 sandbox: " + (trial.sandbox.rung.empty() ? "none" : trial.sandbox.rung) + "\n");
}

void begin(Session& session, const std::string& name, const std::string& county,
           const std::string& parent) {
  const auto folder = session.adapters.plugin_workshop()->begin(name, county, parent);
  if (!folder) return report(session, folder.error());
  session.json ? print_json({{"folder", *folder}}) : print(*folder + "\n");
}

void check(Session& session, const std::string& folder) {
  const PluginCheck found = session.adapters.plugin_workshop()->check(folder);
  session.exit_code = exit_code_of(found);
  if (session.json) return print_json(to_json(found));
  say_problems(found);
  if (found.problems.empty()) print_check(found);
}

void try_cases(Session& session, const std::string& folder) {
  const PluginTrial trial = session.adapters.plugin_workshop()->try_cases(folder);
  session.exit_code = exit_code_of(trial.check);
  if (session.exit_code == kDone && !trial.passed()) session.exit_code = kRefused;
  if (session.json) return print_json(to_json(trial));
  say_problems(trial.check);
  print_trial(trial);
}

}  // namespace

void add_plugin_commands(CLI::App& program, Session& session) {
  CLI::App* plugin = program.add_subcommand("plugin", "县区插件 / county plugins");
  plugin->require_subcommand(1);

  struct Options {
    std::string name, county = "*", parent = ".", folder;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* start = plugin->add_subcommand("new", "新建插件 / begin a plugin");
  start->add_option("name", options->name, "名字 / name")->required();
  start->add_option("--county", options->county, "县区代码 / code of its county; any otherwise");
  start->add_option("--dir", options->parent, "放在哪个目录下 / folder to put it in");
  add_json_option(*start, session);
  start->callback(
      [&session, options] { begin(session, options->name, options->county, options->parent); });

  CLI::App* looked = plugin->add_subcommand("check", "检查插件目录 / check a plugin's folder");
  looked->add_option("dir", options->folder, "目录 / folder")->required();
  add_json_option(*looked, session);
  looked->callback([&session, options] { check(session, options->folder); });

  CLI::App* tried = plugin->add_subcommand(
      "test", "在真实沙箱中运行其例子 / run its cases.yaml in the real sandbox");
  tried->add_option("dir", options->folder, "目录 / folder")->required();
  add_json_option(*tried, session);
  tried->callback([&session, options] { try_cases(session, options->folder); });
  add_installed_plugin_commands(*plugin, session);
  add_plugin_setting_commands(*plugin, session);
  add_plugin_table_commands(*plugin, session);
}

}  // namespace qianqiao
