// demo: builds a demo city, marked 演示, in an empty data directory.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/api/clock_mover.h"
#include "server/api/password_hash.h"
#include "server/cli/commands.h"
#include "server/cli/nightly_checkpoint.h"
#include "server/cli/text_table.h"
#include "server/engine/simulation/demo_city.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  DemoOptions options;
  std::string at;
};

Json to_json(const std::vector<DemoAccount>& accounts) {
  Json all = Json::array();
  for (const DemoAccount& account : accounts)
    all.push_back({{"username", account.username},
                   {"password", account.password},
                   {"role", account.role},
                   {"organisation", account.organisation}});
  return all;
}

Result<void> write_privately(const std::string& path, const std::string& content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written = file >= 0 && ::write(file, content.data(), content.size()) ==
                                        static_cast<ssize_t>(content.size());
  const std::string reason = written ? "" : std::strerror(errno);
  if (file >= 0) ::close(file);
  if (!written) return fail("cli.file_unwritable", {{"path", path}, {"reason", reason}});
  return {};
}

// Hashing fails for want of memory only; an account without a hash cannot log in.
std::string hashed(const std::string& password) { return hash_password(password).value_or(""); }

Result<DemoReport> build(Session& session, DemoOptions options) {
  const std::string& directory = session.door.directory;
  const auto store = session.adapters.open_store(directory, StoreAccess::kCreate);
  if (!store) return fail(store.error());
  const auto key = SigningKey::load_or_create(directory + "/signing-key");
  if (!key) return fail(key.error());
  SimulatedClock clock(options.start);
  Engine engine(**store, clock, {options.seed});
  ProgressBar bar("演示 demo");
  options.hash_password = hashed;
  options.progress = [&bar](int done, int days) {
    bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(days));
  };
  options.every_night = [&](Date day) { sign_checkpoint(engine, day, *key); };
  auto report = build_demo(engine, clock, options);
  if (!report) return report;
  engine.record([&](Writer& writer) {
    writer.put_setting(kSimulatedNow, std::to_string(to_milliseconds(report->now)));
  });
  return report;
}

void run(Session& session, Given& given) {
  if (!given.at.empty()) {
    const auto at = parse_instant(given.at);
    if (!at) return report(session, at.error());
    given.options.start = *at;
  }
  try {
    const auto made = build(session, given.options);
    if (!made) return report(session, made.error());
    const Json accounts = to_json(made->accounts);
    const auto kept =
        write_privately(session.door.directory + "/demo-accounts.json", accounts.dump(2) + "\n");
    if (!kept) return report(session, kept.error());
    if (session.json)
      return print_json({{"accounts", accounts},
                         {"enterprises", made->enterprises},
                         {"events", made->history.events},
                         {"now", format_instant(made->now)}});
    TextTable table({"用户名", "密码", "职责", "机构"});
    for (const DemoAccount& account : made->accounts)
      table.add({account.username, account.password, account.role, account.organisation});
    print(table.text());
    say("演示城市已建成 / demo city built: " + std::to_string(made->enterprises) +
        " 户经营主体 enterprises, " + std::to_string(made->history.events) +
        " 个事件 events, 现在 now " + format_instant(made->now));
  } catch (const StoreFailure& failure) {
    report(session, {failure.code, {{"path", session.door.directory}, {"reason", failure.what()}}});
  }
}

}  // namespace

void add_demo_command(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("demo", "建一座演示城市 / build a demo city");
  const auto given = std::make_shared<Given>();
  command->add_option("--data", session.door.directory, "空的数据目录 / an empty data directory")
      ->envname("QIANQIAO_DATA")
      ->capture_default_str();
  command->add_option("--seed", given->options.seed, "种子，相同则城市相同 / seed")
      ->capture_default_str();
  command->add_option("--at", given->at, "开始的时刻，默认 2025-03-03T08:00 / when it starts");
  command->add_option("--size", given->options.enterprises, "多少户经营主体 / enterprises")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--days", given->options.days, "演多少天 / days of history")
      ->check(CLI::Range(0, 3650))
      ->capture_default_str();
  add_json_option(*command, session);
  command->callback([&session, given] { run(session, *given); });
}

}  // namespace qianqiao
