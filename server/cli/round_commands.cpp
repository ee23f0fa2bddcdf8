// round open, round list: visiting rounds (走访轮次).
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string id, county, name, opens, ends, cursor;
  int limit = 100;
};

void print_rounds(const Json& items) {
  TextTable table({"编号", "县区", "名称", "开始", "截止（含当日）", "状态", "已纳入"});
  for (const Json& item : items)
    table.add({field(item, "id"), field(item, "county"), field(item, "name"), field(item, "opens"),
               field(item, "ends"), field(item, "status"), field(item, "joined")});
  print(table.text());
}

void open_round(Session& session, const Given& given) {
  Json body = {
      {"county", given.county}, {"name", given.name}, {"opens", given.opens}, {"ends", given.ends}};
  if (!given.id.empty()) body["id"] = given.id;
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post("/api/v1/rounds", body.dump()));
    if (!answer) return;
    session.json ? print_json(*answer) : print_rounds(Json::array({*answer}));
  });
}

void list_rounds(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get("/api/v1/rounds");
    if (!given.county.empty()) request.query.emplace_back("county", given.county);
    if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
    request.query.emplace_back("limit", std::to_string(given.limit));
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print_rounds((*answer)["items"]);
    if (const std::string next = field(*answer, "next_cursor"); !next.empty())
      say("还有更多 / more: --cursor " + next);
  });
}

}  // namespace

void add_round_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("round", "走访轮次 / visiting rounds");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* opening = group->add_subcommand(
      "open", "开始一轮走访，待走访的企业即行纳入 / open one; cases that wait join it");
  opening->add_option("--county", given->county, "县区代码或名称 / county")->required();
  opening->add_option("--name", given->name, "名称 / name")->required();
  opening->add_option("--opens", given->opens, "开始日期 / first day, 2025-03-03")->required();
  opening->add_option("--ends", given->ends, "截止日期，含当日 / last day, inclusive")->required();
  opening->add_option("--id", given->id, "编号；默认顺编 / id; by default the next one");
  add_actor_option(*opening, session);
  opening->callback([&session, given] { open_round(session, *given); });
  CLI::App* list = group->add_subcommand("list", "列出 / list");
  list->add_option("--county", given->county, "只列此县区 / only of this county");
  list->add_option("--limit", given->limit, "至多几条 / at most")->capture_default_str();
  list->add_option("--cursor", given->cursor, "接着上一页 / after the last page");
  list->callback([&session, given] { list_rounds(session, *given); });
  for (CLI::App* command : {opening, list}) {
    add_door_options(*command, session);
    add_json_option(*command, session);
  }
}

}  // namespace qianqiao
