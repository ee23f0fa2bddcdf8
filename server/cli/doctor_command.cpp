// doctor: is the house in order? 0 yes (warnings too), 1 something failed, 3 it cannot be opened.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

void print_checks(const Json& answer) {
  TextTable table({"", "检查", "结果", "说明"});
  for (const Json& check : answer["checks"]) {
    const std::string status = field(check, "status");
    table.add({status == "ok"     ? "✓"
               : status == "warn" ? "!"
                                  : "✗",
               field(check, "name"), field(check, "value"), field(check, "zh")});
    if (status != "ok") table.add({"", "", "", field(check, "en")});
  }
  print(table.text());
}

void examine_house(Session& session) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get("/api/v1/doctor"));
    if (!answer) return;
    session.json ? print_json(*answer) : print_checks(*answer);
    if (field(*answer, "status") == "fail") session.exit_code = kRefused;
  });
}

}  // namespace

void add_doctor_command(CLI::App& program, Session& session) {
  CLI::App* command =
      program.add_subcommand("doctor", "体检：时限、督办、外发、备份、磁盘 / is all in order?");
  add_door_options(*command, session);
  add_json_option(*command, session);
  command->callback([&session] { examine_house(session); });
}

}  // namespace qianqiao
