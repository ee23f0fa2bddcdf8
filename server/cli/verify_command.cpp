// Does what is stored follow from history? Names each difference. Changes nothing.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/engine/verifier.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string database;
};

Json to_json(const Verification& found) {
  Json differences = Json::array();
  for (const Difference& difference : found.differences)
    differences.push_back({{"kind", difference.kind},
                           {"where", difference.where},
                           {"zh", difference.words.zh},
                           {"en", difference.words.en}});
  return {{"history_rows", found.history_rows},
          {"subjects", found.subjects},
          {"deadlines", found.deadlines},
          {"differences", differences},
          {"more", found.more}};
}

std::optional<Json> verify_directory(Session& session) {
  const auto store = session.adapters.open_store(session.door.directory, StoreAccess::kReadOnly);
  if (!store) {
    report(session, store.error());
    return std::nullopt;
  }
  try {
    ProgressBar bar("核验 verify");
    return to_json(verify(**store, [&](std::int64_t done, std::int64_t total) {
      bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
    }));
  } catch (const StoreFailure& failure) {
    report(session, {failure.code, {{"path", session.door.directory}, {"reason", failure.what()}}});
    return std::nullopt;
  }
}

std::optional<Json> verify_server(Session& session) {
  std::optional<Json> answer;
  with_door(session, [&](Door& door) { answer = ask(session, door, post("/api/v1/verify", "")); });
  return answer;
}

void print_differences(const Json& found) {
  for (const Json& difference : found["differences"])
    print(field(difference, "kind") + "  " + field(difference, "where") + "  " +
          field(difference, "zh") + " / " + field(difference, "en") + "\n");
  if (found["more"] != 0) print("…… 另有 " + field(found, "more") + " 处 / more\n");
  print("记录 history " + field(found, "history_rows") + "  事项 subjects " +
        field(found, "subjects") + "  时限 deadlines " + field(found, "deadlines") +
        "  差异 differences " +
        std::to_string(found["differences"].size() + found["more"].get<std::size_t>()) + "\n");
}

void run(Session& session, const Given& given) {
  if (!given.database.empty()) {
    constexpr std::string_view kScheme = "sqlite:";
    if (!given.database.starts_with(kScheme))
      return report(session, {"cli.database_unsupported", {{"database", given.database}}});
    session.door.directory = given.database.substr(kScheme.size());
  }
  const auto found =
      session.door.server.empty() ? verify_directory(session) : verify_server(session);
  if (!found) return;
  session.json ? print_json(*found) : print_differences(*found);
  if (!(*found)["differences"].empty()) session.exit_code = kRefused;
}

}  // namespace

void add_verify_command(CLI::App& program, Session& session) {
  CLI::App* command =
      program.add_subcommand("verify", "重放全部记录，核对所存内容 / replay history and compare");
  const auto given = std::make_shared<Given>();
  command->add_option("--database", given->database, "sqlite:数据目录 / sqlite:DIR");
  add_door_options(*command, session);
  add_json_option(*command, session);
  command->callback([&session, given] { run(session, *given); });
}

}  // namespace qianqiao
