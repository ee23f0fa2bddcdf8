#include <CLI/CLI.hpp>
#include <memory>

#include "server/cli/commands.h"

namespace qianqiao {
namespace {

struct Given {
  ServeOptions options;
  std::string listen, clock, at, database;
};

void serve(Session& session, Given& given) {
  ServeOptions& options = given.options;
  options.directory = session.door.directory;
  if (!given.database.empty()) {
    constexpr std::string_view kScheme = "sqlite:";
    if (!given.database.starts_with(kScheme))
      return report(session, {"cli.database_unsupported", {{"database", given.database}}});
    options.directory = given.database.substr(kScheme.size());
  }
  if (!given.listen.empty()) options.listen = given.listen;
  if (given.clock == "system") options.clock = ClockKind::kSystem;
  if (given.clock == "simulated") options.clock = ClockKind::kSimulated;
  if (!given.at.empty()) {
    const auto at = parse_instant(given.at);
    if (!at) return report(session, at.error());
    options.at = *at;
  }
  session.exit_code = session.adapters.serve(options);
}

}  // namespace

void add_serve_command(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("serve", "运行服务 / run the server");
  const auto given = std::make_shared<Given>();
  command->add_option("--data", session.door.directory, "数据目录 / data directory")
      ->envname("QIANQIAO_DATA")
      ->capture_default_str();
  command->add_option("--listen", given->listen, "地址:端口，默认 127.0.0.1:8329 / HOST:PORT");
  command->add_option("--database", given->database, "sqlite:数据目录 / sqlite:DIR");
  command->add_option("--clock", given->clock, "时钟；默认沿用该目录上次的 / default: as before")
      ->check(CLI::IsMember({"system", "simulated"}));
  command->add_option("--at", given->at, "模拟时钟的起点 / where a simulated clock starts");
  command->add_option("--config", given->options.config_path, "设置文件（JSON）/ settings")
      ->check(CLI::ExistingFile);
  command->callback([&session, given] { serve(session, *given); });
}

}  // namespace qianqiao
