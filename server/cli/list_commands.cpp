// list show, versions, freeze, sign and batch create, push, show: the lists of a county, their
// frozen versions, and what is pushed of them.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string list, county, version, batch, opinion, acting_for, state, cursor;
  std::vector<std::string> cases;
  bool all = false, dry_run = false;
  int limit = 100;
};
using GivenPtr = std::shared_ptr<Given>;

std::string path_of_list(const std::string& list) { return "/api/v1/lists/" + encoded(list); }

// "411502-recommendation-3" says itself of which list it is.
std::string path_of_version(const std::string& version) {
  const auto from = version.find('-'), to = version.rfind('-');
  const std::string list = from < to ? version.substr(from + 1, to - from - 1) : "-";
  return path_of_list(list) + "/versions/" + encoded(version);
}

void add_page(Request& request, const Given& given) {
  request.query.emplace_back("limit", std::to_string(given.limit));
  if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
}

void print_more(const Json& answer) {
  if (const std::string next = field(answer, "next_cursor"); !next.empty())
    say("还有更多 / more: --cursor " + next);
}

void print_versions(const Json& items) {
  TextTable table({"版本", "截至", "冻结人", "事项", "待签", "已签", "未办成", "摘要（SM3）"});
  for (const Json& item : items)
    table.add({field(item, "id"), field(item, "as_of"), field(item, "frozen_by"),
               field(item, "cases"), field(item["tally"], "open"), field(item["tally"], "signed"),
               field(item["tally"], "refused"), field(item, "digest").substr(0, 16)});
  print(table.text());
}

void print_batches(const Json& items) {
  TextTable table({"批次", "组成时间", "组成人", "事项", "待推", "已推", "未办成"});
  for (const Json& item : items)
    table.add({field(item, "id"), field(item, "made"), field(item, "made_by"), field(item, "cases"),
               field(item["tally"], "open"), field(item["tally"], "pushed"),
               field(item["tally"], "refused")});
  print(table.text());
}

std::string reason(const Json& item) {
  return item["problem"].is_object() ? field(item["problem"], "zh") : "";
}

void print_cases(const Json& items) {
  TextTable table({"事项", "经营主体", "状态", "结果", "原因"});
  for (const Json& item : items)
    table.add({field(item, "case"), field(item, "enterprise_name"), field(item, "state"),
               field(item, "outcome"), reason(item)});
  print(table.text());
}

// A refused case is not done: the command says so.
void print_outcomes(Session& session, const Json& answer) {
  TextTable table({"事项", "结果", "原因"});
  for (const Json& item : answer["outcomes"]) {
    table.add({field(item, "case"), field(item, "outcome"), reason(item)});
    if (field(item, "outcome") == "refused") session.exit_code = kRefused;
  }
  if (session.json) return print_json(answer);
  if (!table.empty()) print(table.text());
  if (answer["dry_run"] == true) say("试运行，未保存 / a dry run: nothing was kept");
}

void show_list(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get(path_of_list(given.list));
    request.query.emplace_back("county", given.county);
    if (!given.state.empty()) request.query.emplace_back("state", given.state);
    if (given.all) request.query.emplace_back("all", "1");
    add_page(request, given);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"事项", "经营主体", "状态", "列入", "移出"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "subject"), field(item, "enterprise_name"), field(item, "state"),
                 field(item, "entered"), field(item, "left")});
    print(table.text());
    print_more(*answer);
  });
}

void show_version(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto version = ask(session, door, get(path_of_version(given.version)));
    if (!version) return;
    Request request = get(path_of_version(given.version) + "/cases");
    add_page(request, given);
    const auto cases = ask(session, door, std::move(request));
    if (!cases) return;
    if (session.json) {
      Json both = *version;
      both["items"] = (*cases)["items"];
      both["next_cursor"] = (*cases)["next_cursor"];
      return print_json(both);
    }
    print_versions(Json::array({*version}));
    print("\n");
    print_cases((*cases)["items"]);
    print_more(*cases);
  });
}

void show(Session& session, const Given& given) {
  if (!given.version.empty()) return show_version(session, given);
  if (!given.list.empty() && !given.county.empty()) return show_list(session, given);
  report(session, {"http.missing_parameter", {{"parameter", "county"}}});
}

void list_versions(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get(path_of_list(given.list) + "/versions");
    request.query.emplace_back("county", given.county);
    add_page(request, given);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print_versions((*answer)["items"]);
    print_more(*answer);
  });
}

void freeze(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const Json body = {{"county", given.county}};
    const auto answer = ask(session, door, post(path_of_list(given.list) + "/freeze", body.dump()));
    if (!answer) return;
    session.json ? print_json(*answer) : print_versions(Json::array({*answer}));
  });
}

void sign(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Json body = {{"opinion", given.opinion}};
    if (!given.acting_for.empty()) body["acting_for"] = given.acting_for;
    if (!given.cases.empty()) body["cases"] = given.cases;
    Request request = post(path_of_version(given.version) + "/sign", body.dump());
    if (given.dry_run) request.query.emplace_back("dry_run", "1");
    const auto answer = ask(session, door, std::move(request));
    if (answer) print_outcomes(session, *answer);
  });
}

void create_batch(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Json body = Json::object();
    if (!given.version.empty()) body["list_version"] = given.version;
    if (!given.cases.empty()) body["cases"] = given.cases;
    if (!given.acting_for.empty()) body["acting_for"] = given.acting_for;
    Request request = post("/api/v1/batches", body.dump());
    if (given.dry_run) request.query.emplace_back("dry_run", "1");
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    print_outcomes(session, *answer);
    if (!session.json && !(*answer)["batch"].is_null())
      print_batches(Json::array({(*answer)["batch"]}));
  });
}

void push_batch(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Json body = Json::object();
    if (!given.acting_for.empty()) body["acting_for"] = given.acting_for;
    const auto path = "/api/v1/batches/" + encoded(given.batch) + "/push";
    const auto answer = ask(session, door, post(path, body.dump()));
    if (answer) print_outcomes(session, *answer);
  });
}

void show_batch(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get("/api/v1/batches/" + encoded(given.batch)));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print_batches(Json::array({*answer}));
    print("\n");
    print_cases((*answer)["items"]);
  });
}

void list_batches(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get("/api/v1/batches");
    request.query.emplace_back("county", given.county);
    add_page(request, given);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print_batches((*answer)["items"]);
    print_more(*answer);
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

CLI::Option* add_county(CLI::App& command, const GivenPtr& given) {
  return command.add_option("--county", given->county, "县区代码 / county");
}

void add_for(CLI::App& command, const GivenPtr& given) {
  command.add_option("--for", given->acting_for, "受谁委托 / for whom, under a mandate");
}

constexpr char kListHelp[] = "target、application、recommendation";

}  // namespace

void add_list_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("list", "清单及其版本 / lists and their versions");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* showing = add(*group, session, given, "show",
                          "现有各项，或一个版本 / what is on it now, or a version", show);
  showing->add_option("list", given->list, kListHelp);
  add_county(*showing, given);
  showing->add_option("--version", given->version, "版本编号 / id of a version");
  showing->add_option("--state", given->state, "只列此状态 / only in this state");
  showing->add_flag("--all", given->all, "连同已移出的 / those that left, too");
  add_page_options(*showing, given);
  CLI::App* listing =
      add(*group, session, given, "versions", "各版本 / its versions", list_versions);
  listing->add_option("list", given->list, kListHelp)->required();
  add_county(*listing, given)->required();
  add_page_options(*listing, given);
  CLI::App* freezing = add(*group, session, given, "freeze", "冻结，形成版本 / freeze it", freeze);
  freezing->add_option("list", given->list, kListHelp)->required();
  add_county(*freezing, given)->required();
  CLI::App* signing =
      add(*group, session, given, "sign",
          "召集人签一个推荐清单版本 / sign a version of the recommendation list", sign);
  signing->add_option("version", given->version, "版本编号 / id of the version")->required();
  signing->add_option("--opinion", given->opinion, "审核意见 / opinion")->required();
  signing->add_option("--case", given->cases, "只签此事项，可重复 / this case only; repeatable");
  signing->add_flag("--dry-run", given->dry_run, "试运行 / try it, keep nothing");
  add_for(*signing, given);
}

void add_batch_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("batch", "推送批次 / batches");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* making = add(*group, session, given, "create", "组成批次 / make one", create_batch);
  making->add_option("--version", given->version, "取此版本中已签字的 / what it has signed");
  making->add_option("--case", given->cases, "逐项选取，可重复 / chosen one by one; repeatable");
  making->add_flag("--dry-run", given->dry_run, "试运行 / try it, keep nothing");
  add_for(*making, given);
  CLI::App* pushing = add(*group, session, given, "push", "推送 / push it", push_batch);
  add_for(*pushing, given);
  CLI::App* showing = add(*group, session, given, "show", "逐项结果 / case by case", show_batch);
  for (CLI::App* command : {pushing, showing})
    command->add_option("batch", given->batch, "批次编号 / id of the batch")->required();
  CLI::App* listing = add(*group, session, given, "list", "列出 / list", list_batches);
  add_county(*listing, given)->required();
  add_page_options(*listing, given);
}

}  // namespace qianqiao
