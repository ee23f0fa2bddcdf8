// checkpoint export: the signed checkpoints and their public key, to be kept elsewhere. What is
// verified against such a file holds as of its last checkpoint.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string out;
};

std::optional<Json> collect(Session& session, Door& door) {
  Json file = {{"format", "qianqiao-checkpoints"}, {"version", 1}};
  Json checkpoints = Json::array();
  std::string cursor;
  do {
    Request request = get("/api/v1/checkpoints");
    request.query.emplace_back("limit", "1000");
    if (!cursor.empty()) request.query.emplace_back("cursor", cursor);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return std::nullopt;
    file["public_key"] = (*answer)["public_key"];
    file["key_source"] = (*answer)["key_source"];
    for (const Json& item : (*answer)["items"]) checkpoints.push_back(item);
    cursor = field(*answer, "next_cursor");
  } while (!cursor.empty());
  file["checkpoints"] = std::move(checkpoints);
  return file;
}

// An earlier file is what later ones are held against: it is never written over.
void write(Session& session, const Json& file, const std::string& path) {
  if (std::filesystem::exists(path)) return report(session, {"cli.file_exists", {{"path", path}}});
  std::ofstream out(path, std::ios::binary);
  out << file.dump(2) << "\n";
  out.close();
  if (!out) return report(session, {"cli.file_unwritable", {{"path", path}, {"reason", "write"}}});
  say("已导出 / exported " + std::to_string(file["checkpoints"].size()) + " → " + path);
}

void export_checkpoints(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto file = collect(session, door);
    if (!file) return;
    if (field(*file, "key_source") != "signing-key")
      say("读不到签名密钥，公钥取自检查点本身 / the signing key is not at hand: the public key is "
          "what the newest checkpoint says of itself");
    given.out.empty() ? print_json(*file) : write(session, *file, given.out);
  });
}

}  // namespace

void add_checkpoint_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("checkpoint", "已签名的检查点 / signed checkpoints");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* command =
      group->add_subcommand("export", "导出，另处保存，供日后核验 / to be kept outside the house");
  command->add_option("-o,--output", given->out, "新文件；默认打印 / a new file; else printed");
  add_door_options(*command, session);
  add_config_option(*command, session);
  command->callback([&session, given] { export_checkpoints(session, *given); });
}

}  // namespace qianqiao
