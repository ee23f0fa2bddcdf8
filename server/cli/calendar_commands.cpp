// calendar load, calendar show: the State Council's notices of working days.
#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string file, year;
  bool dry_run = false;
};

std::string due_words(const Json& move, const char* due, const char* provisional) {
  return field(move, due).substr(0, 10) + (move[provisional].get<bool>() ? "（暂定）" : "");
}

void print_moves(const Json& answer) {
  TextTable table({"事项", "时限", "原到期", "新到期"});
  for (const Json& move : answer["moves"])
    table.add({field(move, "subject"), field(move, "rule"),
               due_words(move, "due_before", "provisional_before"),
               due_words(move, "due_after", "provisional_after")});
  if (!table.empty()) print(table.text());
  print(std::string(answer["dry_run"].get<bool>() ? "将变动 would change" : "已变动 changed") +
        " " + std::to_string(answer["moves"].size()) + " 个时限 deadlines\n");
}

void load(Session& session, const Given& given) {
  std::ifstream file(given.file, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf()))
    return report(session, {"cli.file_unreadable", {{"path", given.file}}});
  with_door(session, [&](Door& door) {
    Request request = post("/api/v1/calendars", content.str());
    if (given.dry_run) request.query.emplace_back("dry_run", "1");
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print_moves(*answer);
  });
}

void show(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get("/api/v1/calendars/" + encoded(given.year)));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    if (!(*answer)["notice"].get<bool>()) {
      print(given.year +
            " 尚无放假通知，按周末推算，时限标为暂定 / no notice yet: weekends only, "
            "deadlines are provisional\n");
      return;
    }
    const auto days = [&](const char* name) {
      std::string text;
      for (const Json& day : (*answer)[name]) text += " " + day.get<std::string>().substr(5);
      return text;
    };
    print("放假 off " + days("off") + "\n调休上班 work " + days("work") + "\n");
  });
}

}  // namespace

void add_calendar_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("calendar", "工作日历 / working days");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* loading = group->add_subcommand("load", "载入放假通知（JSON）/ load a notice");
  loading->add_option("file", given->file, "文件 / file")->required();
  loading->add_flag("--dry-run", given->dry_run, "只看会变动什么 / show what would move");
  add_actor_option(*loading, session);
  loading->callback([&session, given] { load(session, *given); });
  CLI::App* showing = group->add_subcommand("show", "某年的放假安排 / a year");
  showing->add_option("year", given->year, "年份 / year")->required();
  showing->callback([&session, given] { show(session, *given); });
  for (CLI::App* command : {loading, showing}) {
    add_door_options(*command, session);
    add_json_option(*command, session);
  }
}

}  // namespace qianqiao
