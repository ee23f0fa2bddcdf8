// Does what is stored follow from history? Names each difference. Changes nothing.
#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "server/api/json_input.h"
#include "server/cli/commands.h"
#include "server/cli/house.h"
#include "server/engine/checkpointer.h"
#include "server/engine/verifier.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string database, checkpoints;
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

// The content of --checkpoints; empty where none was given.
Result<std::string> exported_text(const Given& given) {
  if (given.checkpoints.empty()) return std::string();
  std::ifstream file(given.checkpoints, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf()))
    return fail("cli.file_unreadable", {{"path", given.checkpoints}});
  return content.str();
}

// Each from outside the database: who may change its rows may not change these.
Result<CheckpointTrust> trust_of(const Session& session, const std::string& exported) {
  CheckpointTrust trust;
  const auto key_file = session.adapters.signing_key_file(session.door.config_path);
  if (!key_file) return fail(key_file.error());
  if (const auto key = SigningKey::load(signing_key_path(session.door.directory, *key_file)))
    trust.signing_key = key->public_key();
  if (exported.empty()) return trust;
  const auto json = parse_strictly(exported);
  if (!json) return fail(json.error());
  auto read = read_checkpoint_export(*json);
  if (!read) return fail(read.error());
  trust.exported = *std::move(read);
  return trust;
}

std::optional<Json> verify_directory(Session& session, const std::string& exported) {
  const auto trust = trust_of(session, exported);
  if (!trust) {
    report(session, trust.error());
    return std::nullopt;
  }
  const auto store = session.adapters.open_store(session.door.directory, StoreAccess::kReadOnly);
  if (!store) {
    report(session, store.error());
    return std::nullopt;
  }
  try {
    ProgressBar bar("核验 verify");
    const auto tell = [&](std::int64_t done, std::int64_t total) {
      bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
    };
    return to_json(verify(**store, tell, *trust));
  } catch (const StoreFailure& failure) {
    report(session, {failure.code, {{"path", session.door.directory}, {"reason", failure.what()}}});
    return std::nullopt;
  }
}

std::optional<Json> verify_server(Session& session, const std::string& exported) {
  std::optional<Json> answer;
  with_door(session,
            [&](Door& door) { answer = ask(session, door, post("/api/v1/verify", exported)); });
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
  const auto exported = exported_text(given);
  if (!exported) return report(session, exported.error());
  const auto found = session.door.server.empty() ? verify_directory(session, *exported)
                                                 : verify_server(session, *exported);
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
  command->add_option("--checkpoints", given->checkpoints,
                      "与此前导出的检查点核对 / against checkpoints that were exported before");
  add_config_option(*command, session);
  add_door_options(*command, session);
  add_json_option(*command, session);
  command->callback([&session, given] { run(session, *given); });
}

}  // namespace qianqiao
