// simulate: fast-forwards a copy of the data with the real engine; what would be sent is printed
// and goes nowhere; the data stay as they were.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/api/clock_mover.h"
#include "server/cli/commands.h"
#include "server/cli/definition_file.h"
#include "server/cli/nightly_checkpoint.h"
#include "server/engine/simulation/simulator.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Given {
  SimulationOptions options;
  std::string actors = "seeded", keep, workflow;
};

// Removes itself with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "qianqiao-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The last committed state, from the server that has it or from the directory.
Result<void> copy_data(Session& session, const std::string& to) {
  if (session.door.server.empty()) {
    const auto store = session.adapters.open_store(session.door.directory, StoreAccess::kReadOnly);
    if (!store) return fail(store.error());
    return (*store)->backup_to(to);
  }
  Result<void> done;
  with_door(session, [&](Door& door) {
    const auto answer = door.ask(post("/api/v1/backups", ""), to);
    if (!answer)
      done = fail(answer.error());
    else if (answer->status >= 300)
      done = fail("cli.server_answer", {{"status", std::to_string(answer->status)}});
  });
  if (done && session.exit_code != kDone) return fail("cli.server_answer", {{"status", "-"}});
  return done;
}

Instant now_of(Store& store) {
  std::int64_t ms = 0;
  const std::string text = store.reader()->setting(kSimulatedNow).value_or("");
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), ms);
  return problem == std::errc{} ? from_milliseconds(ms) : SystemClock().now();
}

// Prints entries as they come: a long run must not gather them.
class JournalPrinter {
 public:
  explicit JournalPrinter(bool json) : json_(json) {
    if (json_) print("{\"journal\": [");
  }
  void add(const JournalEntry& entry) {
    if (json_)
      print((first_ ? "\n" : ",\n") + journal_json(entry).dump());
    else
      print(journal_line(entry) + "\n");
    first_ = false;
  }
  void finish(const SimulationReport& report) {
    const Json summary = {{"from", format_instant(report.from)},
                          {"until", format_instant(report.until)},
                          {"events", report.events},
                          {"rungs", report.rungs},
                          {"messages", report.messages},
                          {"refused", report.refused},
                          {"not_reached", report.not_reached}};
    if (json_) return print("],\n\"report\": " + summary.dump(2) + "}\n");
    say(field(summary, "from") + " → " + field(summary, "until") + "  事件 events " +
        field(summary, "events") + "  督办 rungs " + field(summary, "rungs") + "  消息 messages " +
        field(summary, "messages"));
    for (const std::string& missing : report.not_reached) say("未走到 / not reached: " + missing);
  }

 private:
  const bool json_;
  bool first_ = true;
};

// The definition in --workflow as this city would take it: judged on a copy, before anything is
// left anywhere. Of several problems all are said.
Result<std::optional<Definition>> definition_given(Session& session, const Given& given,
                                                   const std::string& backup,
                                                   const std::string& scratch) {
  if (given.workflow.empty()) return std::nullopt;
  std::error_code ignored;
  fs::create_directories(scratch, ignored);
  if (auto restored = session.adapters.restore(backup, scratch); !restored)
    return fail(restored.error());
  const auto store = session.adapters.open_store(scratch, StoreAccess::kReadOnly);
  if (!store) return fail(store.error());
  const auto reader = (*store)->reader();
  const RuleBook rules(*reader);
  DefinitionReading reading = read_definition_file(given.workflow, rules.current_of_city());
  if (!reading.definition) {
    for (std::size_t i = 0; i + 1 < reading.problems.size(); ++i)
      report(session, reading.problems[i]);
    return fail(reading.problems.back());
  }
  const auto fits = with_definition(rules, Directory(*reader), *reading.definition);
  if (!fits) return fail(fits.error());
  return std::move(reading.definition);
}

// Signs its nights with a key that goes with the run: nobody shall hold a signed statement of what
// was only played.
Result<void> play(Session& session, const Given& given, const std::optional<Definition>& definition,
                  const std::string& directory, const std::string& key_file) {
  const auto store = session.adapters.open_store(directory, StoreAccess::kExisting);
  if (!store) return fail(store.error());
  const auto key = SigningKey::load_or_create(key_file);
  if (!key) return fail(key.error());
  SimulatedClock clock(now_of(**store));
  Engine engine(**store, clock, {given.options.seed});
  if (definition) {
    if (auto adopted = engine.adopt_definition(*definition); !adopted) return adopted;
  }
  JournalPrinter journal(session.json);
  SimulationOptions options = given.options;
  options.actors = given.actors == "nobody" ? ActorKind::kNobody : ActorKind::kSeeded;
  options.journal = [&](const JournalEntry& entry) { journal.add(entry); };
  options.every_night = [&](Date day) { sign_checkpoint(engine, day, *key); };
  const SimulationReport report = simulate(engine, clock, options);
  engine.record([&](Writer& writer) {
    writer.put_setting(kSimulatedNow, std::to_string(to_milliseconds(report.until)));
  });
  journal.finish(report);
  return {};
}

Result<void> run(Session& session, const Given& given) {
  const TemporaryFolder folder;
  if (folder.path().empty())
    return fail("cli.file_unwritable",
                {{"path", fs::temp_directory_path().string()}, {"reason", "mkdtemp"}});
  const std::string backup = folder.path() + "/copy.db";
  if (auto copied = copy_data(session, backup); !copied) return copied;
  const std::string scratch = folder.path() + "/scratch";
  const auto definition = definition_given(session, given, backup, scratch);
  if (!definition) return fail(definition.error());
  const std::string directory = given.keep.empty() ? folder.path() + "/data" : given.keep;
  std::error_code problem;
  fs::create_directories(directory, problem);
  if (problem)
    return fail("cli.file_unwritable", {{"path", directory}, {"reason", problem.message()}});
  if (auto restored = session.adapters.restore(backup, directory); !restored) return restored;
  fs::remove(backup, problem);
  fs::remove_all(scratch, problem);
  return play(session, given, *definition, directory, folder.path() + "/signing-key");
}

void simulate_copy(Session& session, const Given& given) {
  try {
    if (auto done = run(session, given); !done) report(session, done.error());
  } catch (const StoreFailure& failure) {
    report(session, {failure.code, {{"path", given.keep}, {"reason", failure.what()}}});
  }
}

}  // namespace

void add_simulate_command(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "simulate", "在副本上快进，看会发生什么；不发送 / fast-forward a copy; sends nothing");
  const auto given = std::make_shared<Given>();
  command->add_option("--from", session.door.directory, "数据目录 / data directory")
      ->envname("QIANQIAO_DATA")
      ->capture_default_str();
  command->add_option("--server", session.door.server, "或运行中的服务 / or a running server");
  command->add_option("--api-key", session.door.api_key, "服务密钥 / its key")
      ->envname("QIANQIAO_API_KEY");
  command->add_option("--days", given->options.days, "多少天 / days")
      ->required()
      ->check(CLI::Range(1, 3650));
  command->add_option("--actors", given->actors, "谁来办理 / who acts")
      ->check(CLI::IsMember({"seeded", "nobody"}))
      ->capture_default_str();
  command->add_option("--workflow", given->workflow,
                      "按此市模板或县区方案（YAML）/ by this template or overlay");
  command->add_option("--seed", given->options.seed, "种子 / seed")->capture_default_str();
  command->add_option("--keep", given->keep, "把副本留在此目录 / leave the copy here");
  add_json_option(*command, session);
  command->callback([&session, given] { simulate_copy(session, *given); });
}

}  // namespace qianqiao
