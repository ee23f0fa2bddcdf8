// notification list, read: the letters of whoever --as names.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string id, cursor;
  bool unread_only = false;
  int limit = 100;
};
using GivenPtr = std::shared_ptr<Given>;

std::string minute_of(const Json& item, const char* name) {
  std::string text = field(item, name).substr(0, 16);
  if (text.size() == 16) text[10] = ' ';
  return text;
}

void list_letters(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get("/api/v1/notifications");
    if (given.unread_only) request.query.emplace_back("unread", "1");
    if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
    request.query.emplace_back("limit", std::to_string(given.limit));
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"编号", "收到", "已读", "标题"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "id"), minute_of(item, "received"), minute_of(item, "read"),
                 field(item, "subject_line")});
    print(table.text());
    const std::string next = field(*answer, "next_cursor");
    if (!next.empty()) say("更早的 / earlier ones: --cursor " + next);
  });
}

void read_letter(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto path = "/api/v1/notifications/" + encoded(given.id) + "/read";
    const auto answer = ask(session, door, post(path, ""));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print(field(*answer, "subject_line") + "\n\n" + field(*answer, "text") + "\n");
  });
}

CLI::App* add(CLI::App& group, Session& session, const GivenPtr& given, const char* name,
              const char* help, void (*run)(Session&, const Given&)) {
  CLI::App* command = group.add_subcommand(name, help);
  add_door_options(*command, session);
  add_json_option(*command, session);
  command->add_option("--as", session.actor, "收件人的用户名 / user name of the receiver")
      ->required();
  command->callback([&session, given, run] { run(session, *given); });
  return command;
}

}  // namespace

void add_notification_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("notification", "站内消息 / letters on screen");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* listing =
      add(*group, session, given, "list", "列出，最新的在前 / list, newest first", list_letters);
  listing->add_flag("--unread", given->unread_only, "只列未读的 / unread ones only");
  listing->add_option("--limit", given->limit, "至多几条 / at most so many");
  listing->add_option("--cursor", given->cursor, "从上次的 next_cursor 接着 / go on from there");
  CLI::App* reading =
      add(*group, session, given, "read", "阅读，并记为已读 / read one, and say so", read_letter);
  reading->add_option("id", given->id, "消息编号 / id of the letter")->required();
}

}  // namespace qianqiao
