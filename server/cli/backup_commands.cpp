// backup: a consistent copy, also of a running server. restore: into a directory without one.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"

namespace qianqiao {
namespace {

void backup(Session& session, const std::string& out) {
  with_door(session, [&](Door& door) {
    const auto answer = door.ask(post("/api/v1/backups", ""), out);
    if (!answer) return report(session, answer.error());
    if (answer->status >= 300) {
      const auto problem = nlohmann::ordered_json::parse(answer->body, nullptr, false);
      const std::string code =
          problem.is_object() ? field(problem, "code") : std::string("cli.server_answer");
      say(problem.is_object() ? field(problem, "detail") + " / " + field(problem, "detail_en")
                              : answer->body);
      session.exit_code = exit_code_of({code, {}});
      return;
    }
    say("已备份到 / backed up to " + out);
  });
}

void restore(Session& session, const std::string& in) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(in, problem) || ::access(in.c_str(), R_OK) != 0)
    return report(session, {"cli.file_unreadable", {{"path", in}}});
  std::filesystem::create_directories(session.door.directory, problem);
  if (problem)
    return report(session, {"store.unwritable",
                            {{"path", session.door.directory}, {"reason", problem.message()}}});
  const auto done = session.adapters.restore(in, session.door.directory);
  if (!done) return report(session, done.error());
  say("已恢复到 / restored to " + session.door.directory);
  if (!std::filesystem::exists(session.door.directory + "/signing-key"))
    say("签名密钥不在备份中，请把原来的 signing-key "
        "放回（或在设置中指明）；否则此前的检查点要用导出的"
        "文件核验 / the signing key is not in a backup: put the former signing-key back (or name "
        "it "
        "in the settings), else earlier checkpoints are verified by an exported file only");
}

}  // namespace

void add_backup_commands(CLI::App& program, Session& session) {
  const auto file = std::make_shared<std::string>();
  CLI::App* out =
      program.add_subcommand("backup", "备份到一个文件 / a consistent copy in one file");
  out->add_option("out", *file, "新文件 / a new file")->required();
  add_door_options(*out, session);
  out->callback([&session, file] { backup(session, *file); });

  CLI::App* in = program.add_subcommand(
      "restore", "由备份恢复到新的数据目录 / into a directory without a database");
  in->add_option("in", *file, "备份文件 / the backup")->required();
  in->add_option("--data", session.door.directory, "数据目录 / data directory")
      ->capture_default_str();
  in->callback([&session, file] { restore(session, *file); });
}

}  // namespace qianqiao
