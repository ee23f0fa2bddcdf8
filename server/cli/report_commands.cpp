// report figures: the three 100%s (process §6).
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string county, bank, from, to;
};

std::string rate_words(const Json& rate) {
  const std::string percent = field(rate, "percent");
  return field(rate, "part") + "/" + field(rate, "whole") +
         (percent.empty() ? "" : "  " + percent + "%");
}

void add_row(TextTable& table, const std::string& name, const Json& figures) {
  const Json& rates = figures["rates"];
  table.add({name, field(figures, "signed"), rate_words(rates["contact"]),
             rate_words(rates["credit"]), rate_words(rates["landing"]), field(figures, "pending"),
             field(figures, "removed"), field(figures, "withdrawn")});
}

void print_figures(const Json& answer) {
  TextTable table({"", "签字", "对接率", "授信率", "落地率", "办理中", "移出", "撤回"});
  add_row(table, "合计 total", answer["total"]);
  for (const Json& row : answer["counties"]) add_row(table, field(row, "county"), row);
  for (const Json& row : answer["banks"]) add_row(table, field(row, "bank"), row);
  print(field(answer, "from") + " — " + field(answer, "to") + "\n" + table.text());
}

void show_figures(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get("/api/v1/figures");
    const auto add = [&](const char* name, const std::string& value) {
      if (!value.empty()) request.query.emplace_back(name, value);
    };
    add("county", given.county);
    add("bank", given.bank);
    add("from", given.from);
    add("to", given.to);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print_figures(*answer);
  });
}

}  // namespace

void add_report_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("report", "统计 / figures and tables");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* figures = group->add_subcommand("figures", "对接率、授信率、落地率 / the three rates");
  figures->add_option("--county", given->county, "只算此县区 / of this county");
  figures->add_option("--bank", given->bank, "只算此银行 / of this bank");
  figures->add_option("--from", given->from, "签字日期自 / signed from this day");
  figures->add_option("--to", given->to, "至，也是统计截止日 / to this day, as it then stood");
  add_door_options(*figures, session);
  add_json_option(*figures, session);
  figures->callback([&session, given] { show_figures(session, *given); });
}

}  // namespace qianqiao
