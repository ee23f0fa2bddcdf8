// Imports a roster: good rows go in, every bad one is named.
#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string file, county, report, plugin;
  bool dry_run = false;
};

void print_report(const Json& answer) {
  static const std::vector<std::pair<const char*, const char*>> kCounts = {
      {"rows", "行数 rows"},       {"imported", "新增 imported"},
      {"updated", "更新 updated"}, {"unchanged", "无变化 unchanged"},
      {"merged", "合并 merged"},   {"valid", "可导入 valid"},
      {"marked", "有提示 marked"}, {"skipped", "略过 skipped"},
      {"bad", "未导入 bad"}};
  TextTable counts({"", ""});
  for (const auto& [name, label] : kCounts)
    if (const std::string count = field(answer, name); count != "0") counts.add({label, count});
  print(counts.text().substr(1));
  TextTable problems({"行", "列", "标题", "", "原因"});
  for (const Json& problem : answer["problems"])
    problems.add({field(problem, "row"), field(problem, "column"), field(problem, "heading"),
                  field(problem, "severity") == "error" ? "错误" : "提示", field(problem, "zh")});
  if (!problems.empty()) print("\n" + problems.text());
  const auto shown = answer["problems"].size();
  const auto total = answer["problems_total"].get<std::size_t>();
  if (shown < total)
    print("…… 共 " + std::to_string(total) +
          " 处，其余见报告文件 / the report file has them all\n");
  if (const std::string until = field(answer, "expires"); !until.empty())
    say("报告含个人信息，保留至 / the report holds personal data and is kept until " + until);
  if (answer["broke_off"].is_object())
    print("文件中断 / broke off: " + field(answer["broke_off"], "zh") + "\n");
}

void fetch_report(Session& session, Door& door, const Json& answer, const std::string& out) {
  const std::string path = field(answer, "report");
  if (path.empty()) return say("没有报告文件 / there is no report file");
  const auto fetched = door.ask(get(path), out);
  if (!fetched) return report(session, fetched.error());
  if (fetched->status >= 300) return report(session, {"roster.report_not_found", {}});
}

// The import runs as a job; asked ever less often how far it is.
std::optional<Json> wait_for(Session& session, Door& door, const std::string& path) {
  using std::chrono::milliseconds;
  constexpr milliseconds kFirstPause{10}, kLongestPause{500};
  ProgressBar bar("导入 import");
  for (milliseconds pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    auto job = ask(session, door, get(path));
    if (!job || field(*job, "status") != "running") return job;
    bar.show((*job)["bytes_done"].get<std::uint64_t>(), (*job)["bytes_total"].get<std::uint64_t>());
    std::this_thread::sleep_for(pause);
  }
}

// The report; none: there is none, and why was said.
std::optional<Json> import_and_wait(Session& session, Door& door, Request request) {
  std::optional<Json> job;
  {
    ProgressBar bar("上传 upload");
    request.progress = [&bar](std::uint64_t done, std::uint64_t total) { bar.show(done, total); };
    job = ask(session, door, std::move(request));
  }
  if (!job) return std::nullopt;
  job = wait_for(session, door, "/api/v1/rosters/" + field(*job, "id"));
  if (!job) return std::nullopt;
  if ((*job)["report"].is_object()) return (*job)["report"];
  session.exit_code = kRefused;
  if ((*job)["problem"].is_object()) {
    const Json& problem = (*job)["problem"];
    say(field(problem, "zh") + " / " + field(problem, "en") + " [" + field(problem, "code") + "]");
  } else {
    say("导入中断，已导入 / interrupted; rows that are in: " + field(*job, "good"));
  }
  return std::nullopt;
}

void import_roster(Session& session, const Given& given) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(given.file, problem))
    return report(session, {"cli.file_unreadable", {{"path", given.file}}});
  with_door(session, [&](Door& door) {
    Request request = post("/api/v1/rosters", "");
    request.content_type = "application/octet-stream";
    request.upload_path = given.file;
    if (!given.county.empty()) request.query.emplace_back("county", given.county);
    if (!given.plugin.empty()) request.query.emplace_back("plugin", given.plugin);
    if (given.dry_run) request.query.emplace_back("dry_run", "1");
    const auto answer = import_and_wait(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print_report(*answer);
    if (answer->at("bad") != 0 || !answer->at("broke_off").is_null()) session.exit_code = kRefused;
    if (!given.report.empty()) fetch_report(session, door, *answer, given.report);
  });
}

}  // namespace

void add_import_command(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("import", "导入 / import");
  group->require_subcommand(1);
  CLI::App* command = group->add_subcommand("roster", "导入名录（CSV、XLSX）/ import a roster");
  const auto given = std::make_shared<Given>();
  command->add_option("file", given->file, "文件 / file")->required();
  command->add_option("--county", given->county,
                      "没有县区列时的县区代码 / county of rows that name none");
  command->add_option("--plugin", given->plugin,
                      "整理其他格式的插件 / the plugin that takes another layout apart");
  command->add_flag("--dry-run", given->dry_run, "只检查，不导入 / check only");
  command->add_option("--report", given->report,
                      "把附原因列的名录存到此处；服务器上的一份只保留 30 天 / keep the roster with "
                      "reasons here; the server's own copy is kept for 30 days only");
  add_door_options(*command, session);
  add_json_option(*command, session);
  add_actor_option(*command, session);
  command->callback([&session, given] { import_roster(session, *given); });
}

}  // namespace qianqiao
