// Normalises and checks unified social credit codes.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "workflows/domain/uscc.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::string& input) {
  const UsccReading reading = read_uscc(input);
  Json json = {{"input", input},
               {"code", reading.code},
               {"valid", !reading.problem},
               {"kind", reading.kind ? Json(reading.kind->zh) : Json(nullptr)},
               {"area", reading.area.empty() ? Json(nullptr) : Json(reading.area)},
               {"problem", nullptr}};
  if (!reading.problem) return json;
  const ErrorDescription words = describe(*reading.problem);
  json["problem"] = {
      {"code", reading.problem->code}, {"zh", words.advice.zh}, {"en", words.advice.en}};
  return json;
}

void check(Session& session, const std::vector<std::string>& inputs) {
  Json all = Json::array();
  TextTable table({"代码", "结果", "类别", "说明"});
  for (const std::string& input : inputs) {
    Json one = to_json(input);
    const bool valid = one["valid"].get<bool>();
    if (!valid) session.exit_code = kRefused;
    table.add({field(one, "code").empty() ? input : field(one, "code"),
               valid ? "有效 valid" : "无效 bad", field(one, "kind"),
               valid ? "" : field(one["problem"], "zh")});
    all.push_back(std::move(one));
  }
  session.json ? print_json(all) : print(table.text());
}

}  // namespace

void add_uscc_command(CLI::App& program, Session& session) {
  CLI::App* command =
      program.add_subcommand("uscc", "检查统一社会信用代码 / check unified social credit codes");
  const auto inputs = std::make_shared<std::vector<std::string>>();
  command->add_option("code", *inputs, "代码 / codes")->required();
  add_json_option(*command, session);
  command->callback([&session, inputs] { check(session, *inputs); });
}

}  // namespace qianqiao
