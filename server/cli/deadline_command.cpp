// Computes one deadline and explains it.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/api/deadline_json.h"
#include "server/cli/commands.h"

namespace qianqiao {
namespace {

struct Given {
  std::string rule, anchor, calendar;
};

std::string known_rules() {
  std::string names;
  for (const DeadlineRule& rule : Definition::shipped().rules())
    names += (names.empty() ? "" : ", ") + rule.name;
  return names;
}

void compute(Session& session, const Given& given) {
  const DeadlineRule* rule = Definition::shipped().rule(given.rule);
  if (rule == nullptr)
    return report(session,
                  {"deadline.rule_unknown", {{"rule", given.rule}, {"rules", known_rules()}}});
  const auto anchor = parse_instant(given.anchor);
  if (!anchor) return report(session, anchor.error());
  const auto json = to_json(*rule, *anchor, Calendar::shipped());
  if (session.json) return print_json(json);
  print(rule->title.zh + " " + rule->clause + " / " + rule->title.en + "\n" + field(json, "due") +
        (json["provisional"].get<bool>() ? "（暂定 provisional）" : "") + "\n\n" +
        field(json["explanation"], "zh") + "\n\n" + field(json["explanation"], "en") + "\n");
}

}  // namespace

void add_deadline_command(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "deadline", "计算一个时限并说明 / compute one deadline and explain it");
  const auto given = std::make_shared<Given>();
  command->add_option("rule", given->rule, "规则，如 bank-feedback / rule")->required();
  command
      ->add_option("anchor", given->anchor,
                   "起算时刻，如 2025-01-24T09:00（不写时区即 +08:00）/ when it starts")
      ->required();
  add_json_option(*command, session);
  command->callback([&session, given] { compute(session, *given); });
}

}  // namespace qianqiao
