// webhook add, list, set, rotate, test, replay, log, delete: where organisations' systems are told.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string id, organisation, name, url, message, from, to, cursor;
  bool enable = false, disable = false;
  int overlap_hours = 24, limit = 100;
};
using GivenPtr = std::shared_ptr<Given>;

std::string path_of(const Given& given, const char* below = "") {
  return "/api/v1/webhooks/" + encoded(given.id) + below;
}

void print_webhooks(const Json& items) {
  TextTable table({"编号", "机构", "名称", "网址", "启用", "旧密钥用到"});
  for (const Json& item : items)
    table.add({field(item, "id"), field(item, "organisation"), field(item, "name"),
               field(item, "url"), field(item, "enabled") == "true" ? "是" : "否",
               field(item, "overlap_until")});
  print(table.text());
}

// The secret goes to stdout by itself, so that it can be kept in a file.
void print_made(Session& session, const Json& answer) {
  if (session.json) return print_json(answer);
  say("接收地址 / webhook " + field(answer, "id") + "；密钥只显示这一次 / the secret, shown once:");
  print(field(answer, "secret") + "\n");
}

void ask_and(Session& session, Request request, const std::function<void(const Json&)>& then) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : then(*answer);
  });
}

void add_webhook(Session& session, const Given& given) {
  Json body = {{"organisation", given.organisation}, {"name", given.name}, {"url", given.url}};
  if (given.disable) body["enabled"] = false;
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post("/api/v1/webhooks", body.dump()));
    if (answer) print_made(session, *answer);
  });
}

void list_webhooks(Session& session, const Given& given) {
  Request request = get("/api/v1/webhooks");
  if (!given.organisation.empty()) request.query.emplace_back("organisation", given.organisation);
  ask_and(session, std::move(request), [](const Json& answer) { print_webhooks(answer["items"]); });
}

// What is not said stays as it is.
void set_webhook(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto now = ask(session, door, get(path_of(given)));
    if (!now) return;
    Json body = {{"name", given.name.empty() ? (*now)["name"] : Json(given.name)},
                 {"url", given.url.empty() ? (*now)["url"] : Json(given.url)},
                 {"enabled", given.enable || ((*now)["enabled"] == true && !given.disable)}};
    Request request = post(path_of(given), body.dump());
    request.method = "PUT";
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print_webhooks(Json::array({*answer}));
  });
}

void rotate_webhook(Session& session, const Given& given) {
  const Json body = {{"overlap_hours", given.overlap_hours}};
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post(path_of(given, "/rotate"), body.dump()));
    if (answer) print_made(session, *answer);
  });
}

void test_webhook(Session& session, const Given& given) {
  ask_and(session, post(path_of(given, "/test"), ""),
          [](const Json& answer) { say("已排队 / queued: " + field(answer, "message")); });
}

void replay_webhook(Session& session, const Given& given) {
  Json body = Json::object();
  if (!given.message.empty()) body["message"] = given.message;
  if (!given.from.empty()) body["from"] = given.from;
  if (!given.to.empty()) body["to"] = given.to;
  ask_and(session, post(path_of(given, "/replay"), body.dump()),
          [](const Json& answer) { say("重发 / sent again: " + field(answer, "replayed")); });
}

void show_log(Session& session, const Given& given) {
  Request request = get(path_of(given, "/deliveries"));
  request.query.emplace_back("limit", std::to_string(given.limit));
  if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
  ask_and(session, std::move(request), [](const Json& answer) {
    TextTable table({"消息", "事由", "产生", "次数", "送达", "放弃", "最近的错误"});
    for (const Json& item : answer["items"])
      table.add({field(item, "message"), field(item, "notice"), field(item, "claimed"),
                 field(item, "attempts"), field(item, "delivered"), field(item, "given_up"),
                 field(item, "last_error")});
    print(table.text());
    if (const std::string next = field(answer, "next_cursor"); !next.empty())
      say("还有更多 / more: --cursor " + next);
  });
}

void delete_webhook(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get(path_of(given));
    request.method = "DELETE";
    request.actor = session.actor;
    const auto answer = door.ask(std::move(request));
    if (!answer) return report(session, answer.error());
    if (answer->status >= 300)
      return report(session, {"webhook.not_found", {{"webhook", given.id}}});
    say("已删除 / deleted");
  });
}

CLI::App* add(CLI::App& group, Session& session, const GivenPtr& given, const char* name,
              const char* help, void (*run)(Session&, const Given&)) {
  CLI::App* command = group.add_subcommand(name, help);
  add_door_options(*command, session);
  add_json_option(*command, session);
  add_actor_option(*command, session);
  command->callback([&session, given, run] { run(session, *given); });
  return command;
}

void add_page_options(CLI::App& command, const GivenPtr& given) {
  command.add_option("--limit", given->limit, "至多几条 / at most")->capture_default_str();
  command.add_option("--cursor", given->cursor, "接着上一页 / after the last page");
}

}  // namespace

void add_webhook_commands(CLI::App& program, Session& session) {
  CLI::App* group =
      program.add_subcommand("webhook", "接收消息的地址 / where organisations' systems are told");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* adding = add(*group, session, given, "add", "登记，生成密钥 / add one", add_webhook);
  adding->add_option("--organisation", given->organisation, "机构编号 / organisation")->required();
  adding->add_option("--name", given->name, "名称 / name")->required();
  adding->add_option("--url", given->url, "网址 / URL")->required();
  adding->add_flag("--disabled", given->disable, "先不启用 / not enabled yet");
  CLI::App* listing = add(*group, session, given, "list", "列出 / list", list_webhooks);
  listing->add_option("--organisation", given->organisation, "只列此机构 / only of this one");
  CLI::App* setting =
      add(*group, session, given, "set", "更改、停用或恢复 / change it", set_webhook);
  setting->add_option("--name", given->name, "名称 / name");
  setting->add_option("--url", given->url, "网址 / URL");
  CLI::Option* enable = setting->add_flag("--enable", given->enable, "恢复 / enable");
  setting->add_flag("--disable", given->disable, "停用 / disable")->excludes(enable);
  CLI::App* rotating =
      add(*group, session, given, "rotate",
          "更换密钥，过渡期内新旧并用 / a new secret; both sign for a while", rotate_webhook);
  rotating->add_option("--overlap-hours", given->overlap_hours, "并用多少小时 / for how long")
      ->capture_default_str();
  CLI::App* testing = add(*group, session, given, "test", "发送测试消息 / try it", test_webhook);
  CLI::App* replaying = add(
      *group, session, given, "replay",
      "重发一条消息，或一段时间内的 / send a message again, or those of a time", replay_webhook);
  replaying->add_option("--message", given->message, "消息编号 / id, msg_…");
  replaying->add_option("--from", given->from, "自（含）/ from");
  replaying->add_option("--to", given->to, "至（不含）/ until before");
  CLI::App* logging = add(*group, session, given, "log", "投递记录 / its deliveries", show_log);
  add_page_options(*logging, given);
  CLI::App* deleting = add(*group, session, given, "delete", "删除 / delete", delete_webhook);
  for (CLI::App* command : {setting, rotating, testing, replaying, logging, deleting})
    command->add_option("id", given->id, "接收地址编号 / id of the webhook")->required();
}

}  // namespace qianqiao
