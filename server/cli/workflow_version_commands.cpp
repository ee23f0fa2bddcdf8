// workflow diff: two definition files in words. workflow draft, impact, approve, publish, revert,
// versions, export: an area's workflow on a running server or a data directory.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/definition_file.h"
#include "server/cli/text_table.h"
#include "workflows/definition/difference.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string file, other, area, draft, title, reason, day;
};

std::string drafts_of(const Given& given) {
  return "/api/v1/workflows/" + encoded(given.area) + "/drafts";
}
std::string draft_path(const Given& given, const char* below = "") {
  return drafts_of(given) + "/" + encoded(given.draft) + below;
}

void print_sentence(const Json& sentence) {
  print(field(sentence, "zh") + "\n" + field(sentence, "en") + "\n\n");
}

// ---- diff

void diff(Session& session, const Given& given) {
  DefinitionReading after = read_definition_file(given.file, Definition::shipped());
  DefinitionReading before = {Definition::shipped(), {}};
  if (!given.other.empty()) {
    before = std::move(after);
    after = read_definition_file(given.other, Definition::shipped());
  }
  for (const DefinitionReading* reading : {&before, &after})
    for (const Error& problem : reading->problems) report(session, problem);
  if (!before.definition || !after.definition) return;
  Json all = Json::array();
  for (const DefinitionDifference& difference :
       differences(*before.definition, *after.definition)) {
    const Text sentence = explain(difference);
    all.push_back({{"part", to_string(difference.part)},
                   {"name", difference.name},
                   {"change", to_string(difference.change)},
                   {"clause", difference.clause},
                   {"sentence", {{"zh", sentence.zh}, {"en", sentence.en}}}});
    if (!session.json) print_sentence(all.back()["sentence"]);
  }
  if (session.json) return print_json(all);
  if (all.empty()) print("没有不同 / no difference\n");
}

// ---- drafts

void print_check(const Json& check) {
  for (const Json& problem : check["problems"]) {
    const std::string line = field(problem, "line");
    print((line.empty() ? "" : line + ": ") + field(problem["advice"], "zh") + "\n" +
          field(problem["advice"], "en") + "\n\n");
  }
  for (const Json& difference : check["differences"]) print_sentence(difference["sentence"]);
}

void begin(Session& session, Given given) {
  const auto text = read_text_file(given.file);
  if (!text) return report(session, text.error());
  with_door(session, [&](Door& door) {
    const Json body = {{"title", given.title}, {"yaml", *text}};
    const auto draft = ask(session, door, post(drafts_of(given), body.dump()));
    if (!draft) return;
    given.draft = field(*draft, "id");
    const auto check = ask(session, door, post(draft_path(given, "/check"), ""));
    if (!check) return;
    if (session.json) return print_json({{"draft", *draft}, {"check", *check}});
    print_check(*check);
    print("草稿 draft " + given.draft + "\n");
  });
}

void print_impact(const Json& impact) {
  print("在办 open: " + field(impact, "open_cases") + " 事项 cases, " +
        field(impact, "open_referrals") + " 推送 referrals, " + field(impact, "open_slips") +
        " 批分单 slips\n\n");
  for (const Json& line : impact["lines"]) {
    print_sentence(line["difference"]["sentence"]);
    print("  按原版本 keep: " + field(line, "keeps") +
          "   将会遇到 will meet: " + field(line, "meets") +
          (line["has_nobody"].get<bool>() ? "   无人可办 nobody" : "") + "\n\n");
  }
  print(impact["statutory_unchanged"].get<bool>() ? "法定时限不变 / no statutory clock changes\n"
                                                  : "法定时限有变 / statutory clocks change\n");
}

void impact(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post(draft_path(given, "/impact"), ""));
    if (!answer) return;
    session.json ? print_json(*answer) : print_impact(*answer);
  });
}

void print_merge(const Json& merge) {
  for (const Json& part : merge["parts"]) {
    print(field(part, "standing") + "  " + field(part, "part") + " " + field(part, "name") + "\n");
    for (const auto& [side, title] : {std::pair{"base", "  起草时 then: "},
                                      {"theirs", "  现行 now: "},
                                      {"ours", "  草稿 draft: "}})
      print(title + field(part[side], "zh") + "\n");
  }
  for (const Json& problem : merge["problems"]) print(field(problem["advice"], "zh") + "\n");
  print(merge["asks_for_decisions"].get<bool>()
            ? "有需要选定的：改好文件，再用 merge 交上 / decide, then hand in the file by merge\n"
            : "没有需要选定的 / nothing to decide\n");
}

// Shows what others published since; a file takes account of it and is the draft from now on.
void merge(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto compared = ask(session, door, get(draft_path(given, "/merge")));
    if (!compared) return;
    if (given.file.empty()) return session.json ? print_json(*compared) : print_merge(*compared);
    const auto text = read_text_file(given.file);
    if (!text) return report(session, text.error());
    const auto draft = ask(session, door, get(draft_path(given)));
    if (!draft) return;
    const Json body = {{"title", (*draft)["title"]},
                       {"yaml", *text},
                       {"revision", (*draft)["revision"]},
                       {"merged_version", (*compared)["current_version"]}};
    Request request = post(draft_path(given), body.dump());
    request.method = "PUT";
    const auto changed = ask(session, door, std::move(request));
    if (!changed) return;
    if (session.json) return print_json(*changed);
    print("完成 / done: " + field(*changed, "id") + "\n");
  });
}

// What is agreed to or published is the draft as it stands now.
void go_on(Session& session, const Given& given, const char* below) {
  with_door(session, [&](Door& door) {
    const auto draft = ask(session, door, get(draft_path(given)));
    if (!draft) return;
    Json body = {{"revision", (*draft)["revision"]}};
    if (!given.day.empty()) body["effective_on"] = given.day;
    const auto answer = ask(session, door, post(draft_path(given, below), body.dump()));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print("完成 / done: " + field(*answer, "id") + "\n");
  });
}

// ---- the statute

void put_statute(Session& session, const Given& given) {
  const auto statute = read_text_file(given.file), city = read_text_file(given.other);
  if (!statute) return report(session, statute.error());
  if (!city) return report(session, city.error());
  with_door(session, [&](Door& door) {
    const Json body = {{"statute", *statute}, {"template", *city}};
    Request request = post("/api/v1/workflows/" + encoded(given.area) + "/statute", body.dump());
    request.method = "PUT";
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print(field(*answer, "document") + ": " + field(*answer, "version") + "\n");
  });
}

// ---- versions

void revert(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const Json body = {{"reason", given.reason}};
    const auto answer = ask(
        session, door, post("/api/v1/workflows/" + encoded(given.area) + "/revert", body.dump()));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    print("现行 in force: " + field(*answer, "version") + "\n");
  });
}

void list_versions(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer =
        ask(session, door, get("/api/v1/workflows/" + encoded(given.area) + "/versions"));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"编号", "版本", "生效日期", "发布人", "同意人", "说明"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "id"), field(item, "version"), field(item, "effective_on"),
                 field(item, "published_by"), field(item, "approved_by"), field(item, "reason")});
    print(table.text());
  });
}

void export_text(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get("/api/v1/workflows/" + encoded(given.area)));
    if (!answer) return;
    session.json ? print_json(*answer) : print(field(*answer, "yaml"));
  });
}

CLI::App* area_command(CLI::App& group, Session& session, const std::shared_ptr<Given>& given,
                       const char* name, const char* about) {
  CLI::App* command = group.add_subcommand(name, about);
  command->add_option("area", given->area, "县区或市的代码 / code of the county or city")
      ->required();
  add_door_options(*command, session);
  add_json_option(*command, session);
  return command;
}

}  // namespace

void add_workflow_version_commands(CLI::App& workflow, Session& session) {
  const auto given = std::make_shared<Given>();
  CLI::App* comparing =
      workflow.add_subcommand("diff", "两份定义的不同 / what differs between two definitions");
  comparing
      ->add_option(
          "file", given->file,
          "与随软件的市模板相比；有第二份时为旧的一份 / against the shipped template; with "
          "a second file: the older one")
      ->required();
  comparing->add_option("other", given->other, "新的一份 / the newer one");
  add_json_option(*comparing, session);
  comparing->callback([&session, given] { diff(session, *given); });

  CLI::App* drafting = area_command(workflow, session, given, "draft",
                                    "从文件起草并检查 / begin a draft from a file, check it");
  drafting->add_option("file", given->file, "YAML")->required();
  drafting->add_option("--title", given->title, "改什么 / what it is to change")->required();
  drafting->callback([&session, given] { begin(session, *given); });

  CLI::App* founding = area_command(
      workflow, session, given, "statute",
      "建立时换用另一个市的办法和模板 / another city's statute, before there is any history");
  founding->add_option("statute", given->file, "办法 / statute (YAML)")->required();
  founding->add_option("template", given->other, "市模板 / its template (YAML)")->required();
  founding->callback([&session, given] { put_statute(session, *given); });

  CLI::App* looking = area_command(workflow, session, given, "impact",
                                   "对在办事项的影响 / what a draft would mean today");
  looking->callback([&session, given] { impact(session, *given); });
  CLI::App* agreeing = area_command(workflow, session, given, "approve",
                                    "由第二人同意 / agree to a draft, as a second person");
  agreeing->callback([&session, given] { go_on(session, *given, "/approve"); });
  CLI::App* publishing =
      area_command(workflow, session, given, "publish", "发布草稿 / publish a draft");
  publishing->add_option("--on", given->day, "生效日期，默认今天 / from which day; default: today");
  publishing->callback([&session, given] { go_on(session, *given, "/publish"); });
  CLI::App* merging = area_command(
      workflow, session, given, "merge",
      "起草后别人发布了什么 / what others published since a draft was begun, part by part");
  merging->callback([&session, given] { merge(session, *given); });
  for (CLI::App* command : {looking, agreeing, publishing, merging})
    command->add_option("draft", given->draft, "草稿编号 / the draft's number")->required();

  merging->add_option("file", given->file,
                      "合并好的方案，作为草稿 / the merged text, which becomes the draft");

  CLI::App* reverting = area_command(workflow, session, given, "revert",
                                     "退回到上一版 / one step back to what was in force before");
  reverting->add_option("--reason", given->reason, "理由 / why")->required();
  reverting->callback([&session, given] { revert(session, *given); });
  for (CLI::App* command : {drafting, agreeing, publishing, merging, reverting})
    add_actor_option(*command, session);
  area_command(workflow, session, given, "versions", "发布过的版本 / what was published")
      ->callback([&session, given] { list_versions(session, *given); });
  area_command(workflow, session, given, "export", "现行方案原文 / the text in force")
      ->callback([&session, given] { export_text(session, *given); });
}

}  // namespace qianqiao
