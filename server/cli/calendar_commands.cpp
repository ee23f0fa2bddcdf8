// calendar load, show, proposals, confirm, withdraw, remove: the State Council's notices of working
// days.
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
  std::string file, year, proposal, confirmed_by;
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
  const std::string counted = field(answer, "moves_count");
  if (std::to_string(answer["moves"].size()) != counted)
    print("只列出其中 listed: " + std::to_string(answer["moves"].size()) + "\n");
  print(std::string(answer["in_force"].get<bool>() ? "已变动 changed" : "将变动 would change") +
        " " + counted + " 个时限 deadlines\n");
}

// What became of it, and what is still to be done.
void print_outcome(const Json& answer) {
  print_moves(answer);
  if (answer["dry_run"].get<bool>()) {
    if (answer["second_person"].get<bool>())
      print("载入须由第二人确认 / loading it takes a second person\n");
    return;
  }
  const std::string id = field(answer["proposal"], "id");
  if (!answer["in_force"].get<bool>()) {
    print(
        "已提出，须由另一人确认后载入 / proposed; somebody else confirms it: "
        "qianqiao calendar confirm " +
        id + " --as …\n");
    return;
  }
  if (!answer["as_proposed"].get<bool>())
    print("变动与提出时不同，以此为准 / it moved other clocks than when it was proposed\n");
  print(answer["second_person"].get<bool>()
            ? "已载入 / loaded\n"
            : "已载入；年份尚未开始、无时限变动，一人即可 / loaded: its years are to come and no "
              "clock moves, so one person is enough\n");
}

std::string proposal_path(const std::string& id, const char* below) {
  return "/api/v1/calendars/proposals/" + encoded(id) + below;
}

// Both people in one command: who loads it names who confirms it.
void load(Session& session, const Given& given) {
  std::ifstream file(given.file, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf()))
    return report(session, {"cli.file_unreadable", {{"path", given.file}}});
  with_door(session, [&](Door& door) {
    Request request = post("/api/v1/calendars", content.str());
    if (given.dry_run) request.query.emplace_back("dry_run", "1");
    auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    const bool waits = !(*answer)["in_force"].get<bool>();
    if (!given.dry_run && waits && !given.confirmed_by.empty()) {
      session.actor = given.confirmed_by;
      answer = ask(session, door,
                   post(proposal_path(field((*answer)["proposal"], "id"), "/confirm"), ""));
      if (!answer) return;
    }
    session.json ? print_json(*answer) : print_outcome(*answer);
  });
}

void confirm(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post(proposal_path(given.proposal, "/confirm"), ""));
    if (!answer) return;
    session.json ? print_json(*answer) : print_outcome(*answer);
  });
}

void withdraw(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post(proposal_path(given.proposal, "/withdraw"), ""));
    if (!answer) return;
    session.json ? print_json(*answer) : print("已撤回 / withdrawn\n");
  });
}

void list_proposals(Session& session) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get("/api/v1/calendars/proposals"));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"编号", "年份", "状态", "提出", "确认或撤回", "变动时限"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "id"), item["years"].dump(), field(item, "state"),
                 field(item, "proposed_by"), field(item, "settled_by"),
                 field(item, "moves_count")});
    print(table.text());
  });
}

void remove(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get("/api/v1/calendars/" + encoded(given.year));
    request.method = "DELETE";
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print("已移除 / removed: " + given.year + "\n");
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
  CLI::App* loading =
      group->add_subcommand("load",
                            "载入放假通知（JSON）；会变动时限的须由第二人确认 / load a notice; one "
                            "that moves deadlines takes a second person");
  loading->add_option("file", given->file, "文件 / file")->required();
  loading->add_flag("--dry-run", given->dry_run, "只看会变动什么 / show what would move");
  loading->add_option("--confirmed-by", given->confirmed_by,
                      "确认的人，与提出的人不同 / user name of who confirms, another person");
  loading->callback([&session, given] { load(session, *given); });
  CLI::App* showing = group->add_subcommand("show", "某年的放假安排 / a year");
  showing->callback([&session, given] { show(session, *given); });
  CLI::App* listing =
      group->add_subcommand("proposals", "提出的放假安排 / notices that were proposed");
  listing->callback([&session] { list_proposals(session); });
  CLI::App* confirming = group->add_subcommand("confirm", "由第二人确认 / as a second person");
  confirming->callback([&session, given] { confirm(session, *given); });
  CLI::App* withdrawing = group->add_subcommand("withdraw", "撤回 / withdraw a proposed notice");
  withdrawing->callback([&session, given] { withdraw(session, *given); });
  CLI::App* removing = group->add_subcommand(
      "remove", "移除从未用过的通知 / take a notice away that nothing was computed by");
  removing->callback([&session, given] { remove(session, *given); });
  for (CLI::App* command : {showing, removing})
    command->add_option("year", given->year, "年份 / year")->required();
  for (CLI::App* command : {confirming, withdrawing})
    command->add_option("proposal", given->proposal, "编号 / its number")->required();
  for (CLI::App* command : {loading, confirming, withdrawing, removing})
    add_actor_option(*command, session);
  for (CLI::App* command : {loading, showing, listing, confirming, withdrawing, removing}) {
    add_door_options(*command, session);
    add_json_option(*command, session);
  }
}

}  // namespace qianqiao
