// deadline: computes one and explains it. deadline list: those that run, least time left first.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/api/deadline_json.h"
#include "server/cli/commands.h"
#include "server/cli/definition_file.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string rule, anchor, statute, city;
  std::string county, only_rule, effect, due_before, cursor;
  bool overdue = false, provisional = false;
  int limit = 100;
};

// The shipped statute, or the one that was given.
DefinitionReading definition_of(const Given& given) {
  const Definition& shipped = Definition::shipped();
  if (given.statute.empty()) return {shipped, {}};
  const auto statute = read_text_file(given.statute);
  if (!statute) return {std::nullopt, {statute.error()}};
  const auto city = read_text_file(given.city);
  if (!city) return {std::nullopt, {city.error()}};
  return Definition::read({given.statute, *statute}, {given.city, *city}, {"overlay", ""});
}

std::string known_rules(const Definition& definition) {
  std::string names;
  for (const DeadlineRule& rule : definition.rules())
    names += (names.empty() ? "" : ", ") + rule.name;
  return names;
}

void compute(Session& session, const Given& given) {
  const DefinitionReading reading = definition_of(given);
  if (!reading.definition) return report(session, reading.problems.front());
  const DeadlineRule* rule = reading.definition->rule(given.rule);
  if (rule == nullptr)
    return report(session, {"deadline.rule_unknown",
                            {{"rule", given.rule}, {"rules", known_rules(*reading.definition)}}});
  const auto anchor = parse_instant(given.anchor);
  if (!anchor) return report(session, anchor.error());
  const auto json = to_json(*rule, *anchor, Calendar::shipped());
  if (session.json) return print_json(json);
  print(rule->title.zh + " " + rule->clause + " / " + rule->title.en + "\n" + field(json, "due") +
        (json["provisional"].get<bool>() ? "（暂定 provisional）" : "") + "\n\n" +
        field(json["explanation"], "zh") + "\n\n" + field(json["explanation"], "en") + "\n");
}

Request listing(const Given& given) {
  Request request = get("/api/v1/deadlines");
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) request.query.emplace_back(name, value);
  };
  add("county", given.county);
  add("rule", given.only_rule);
  add("effect", given.effect);
  add("due_before", given.due_before);
  add("overdue", given.overdue ? "1" : "");
  add("state", given.provisional ? "provisional" : "");
  add("limit", std::to_string(given.limit));
  add("cursor", given.cursor);
  return request;
}

void list_running(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, listing(given));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"到期", "", "时限", "条款", "事项", "状态", "经营主体", "单位"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "due").substr(0, 10),
                 item.value("overdue", false)       ? "逾期 overdue"
                 : item.value("provisional", false) ? "暂定 provisional"
                                                    : "",
                 field(item, "rule"), field(item, "clause"), field(item, "subject"),
                 field(item, "subject_state"), field(item, "enterprise_name"),
                 field(item, "organisation")});
    print(table.text());
    if (const std::string next = field(*answer, "next_cursor"); !next.empty())
      say("还有更多 / more: --cursor " + next);
  });
}

CLI::App* add_listing(CLI::App& group, Session& session, const std::shared_ptr<Given>& given) {
  CLI::App* list = group.add_subcommand(
      "list", "运行中的时限，先到期的在前 / running ones, least time left first");
  list->add_option("--county", given->county, "只列此县区 / only of this county");
  list->add_option("--rule", given->only_rule, "只列此规则 / only of this rule");
  list->add_option("--effect", given->effect, "statutory, service")
      ->check(CLI::IsMember({"statutory", "service"}));
  list->add_option("--due-before", given->due_before, "此时刻之前到期 / due before this instant");
  list->add_flag("--overdue", given->overdue, "只列逾期的 / overdue ones only");
  list->add_flag("--provisional", given->provisional, "只列暂定的 / provisional ones only");
  list->add_option("--limit", given->limit, "至多几条 / at most")->capture_default_str();
  list->add_option("--cursor", given->cursor, "接着上一页 / after the last page");
  add_door_options(*list, session);
  add_json_option(*list, session);
  list->callback([&session, given] { list_running(session, *given); });
  return list;
}

}  // namespace

void add_deadline_command(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "deadline", "计算一个时限并说明 / compute one deadline and explain it");
  const auto given = std::make_shared<Given>();
  command->add_option("rule", given->rule, "规则，如 bank-feedback / rule");
  command->add_option("anchor", given->anchor,
                      "起算时刻，如 2025-01-24T09:00（不写时区即 +08:00）/ when it starts");
  CLI::Option* statute = command->add_option("--statute", given->statute,
                                             "办法文件；默认随软件的 / statute; default: shipped");
  CLI::Option* city =
      command->add_option("--template", given->city, "其上的市模板 / the city's template on it");
  statute->needs(city);
  city->needs(statute);
  add_json_option(*command, session);
  const CLI::App* list = add_listing(*command, session, given);
  command->callback([&session, given, list] {
    if (list->parsed()) return;
    if (given->rule.empty() || given->anchor.empty()) throw CLI::RequiredError("rule, anchor");
    compute(session, *given);
  });
}

}  // namespace qianqiao
