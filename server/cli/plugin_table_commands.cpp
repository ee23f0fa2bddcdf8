// plugin report, feedback: tables that plugins make and take apart.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string name, report, county, from, to, out, file;
  bool dry_run = false;
};

Request with_period(Request request, const Given& given) {
  for (const auto& [name, value] :
       {std::pair<const char*, const std::string*>{"county", &given.county},
        {"from", &given.from},
        {"to", &given.to}})
    if (!value->empty()) request.query.emplace_back(name, *value);
  return request;
}

std::string path_of(const Given& given) {
  return "/api/v1/plugins/" + encoded(given.name) + "/reports/" + encoded(given.report);
}

void print_table(const Json& answer) {
  std::vector<std::string> columns;
  for (const Json& column : answer["columns"]) columns.push_back(column.get<std::string>());
  TextTable table(columns);
  for (const Json& row : answer["rows"]) {
    std::vector<std::string> cells;
    for (const Json& cell : row)
      cells.push_back(cell.is_string() ? cell.get<std::string>() : cell.dump());
    table.add(std::move(cells));
  }
  print(field(answer, "title") + "\n" + table.text());
}

void make_report(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    if (given.out.empty()) {
      const auto answer = ask(session, door, with_period(get(path_of(given)), given));
      if (answer) session.json ? print_json(*answer) : print_table(*answer);
      return;
    }
    Request wanted = with_period(get(path_of(given) + "/file"), given);
    if (std::filesystem::path(given.out).extension() == ".xlsx")
      wanted.query.emplace_back("format", "xlsx");
    const auto fetched = door.ask(std::move(wanted), given.out);
    if (!fetched) return report(session, fetched.error());
    if (fetched->status < 300) return;
    // Asked as data it says why there is no file.
    (void)ask(session, door, with_period(get(path_of(given)), given));
  });
}

void send_feedback(Session& session, const Given& given) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(given.file, problem))
    return report(session, {"cli.file_unreadable", {{"path", given.file}}});
  with_door(session, [&](Door& door) {
    Request request = post("/api/v1/plugins/" + encoded(given.name) + "/feedback", "");
    request.content_type = "application/octet-stream";
    request.upload_path = given.file;
    request.query.emplace_back("county", given.county);
    if (given.dry_run) request.query.emplace_back("dry_run", "1");
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (!(*answer)["problems"].empty()) session.exit_code = kRefused;
    if (session.json) return print_json(*answer);
    print("已登记 accepted: " + field(*answer, "accepted") + "\n");
    TextTable table({"行", "列", "原因"});
    for (const Json& row : (*answer)["problems"])
      table.add({field(row, "row"), field(row, "column"), field(row, "zh")});
    if (!table.empty()) print(table.text());
  });
}

}  // namespace

void add_plugin_table_commands(CLI::App& plugin, Session& session) {
  const auto given = std::make_shared<Given>();
  CLI::App* making = plugin.add_subcommand("report", "生成报表 / a table that it makes");
  CLI::App* sending =
      plugin.add_subcommand("feedback", "用银行自己的表格反馈 / a bank's own sheet of decisions");
  for (CLI::App* command : {making, sending}) {
    add_door_options(*command, session);
    add_json_option(*command, session);
    add_actor_option(*command, session);
    command->add_option("name", given->name, "插件 / plugin")->required();
  }
  making->add_option("report", given->report, "报表 / report")->required();
  making->add_option("--county", given->county, "县区代码 / code of a county");
  making->add_option("--from", given->from, "起始日期 / first day");
  making->add_option("--to", given->to, "截止日期 / last day");
  making->add_option("-o,--out", given->out,
                     "存为文件，以 .xlsx 结尾的为 XLSX，其余为 CSV / into this file: XLSX if it "
                     "ends so, else CSV");
  making->callback([&session, given] { make_report(session, *given); });
  sending->add_option("file", given->file, "文件（CSV、XLSX）/ file")->required();
  sending->add_option("--county", given->county, "县区代码 / code of a county")->required();
  sending->add_flag("--dry-run", given->dry_run, "只检查，不登记 / check only");
  sending->callback([&session, given] { send_feedback(session, *given); });
}

}  // namespace qianqiao
