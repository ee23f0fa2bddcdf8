// Calls every hook of each plugin folder once, as a server would, and prints a JSON line for each
// call; at last one for itself: it was untouched. For tests of hostile plugins.
//   plugin_probe HOST SDK RUNGS(comma) FOLDER…
#include <fcntl.h>

#include <atomic>
#include <iostream>
#include <sstream>
#include <thread>

#include "server/plugin_client/plugin_runner.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

class SteadyClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
};

// Nobody approved any host; what is sent all the same is an escape.
class NoServices : public PluginServices {
 public:
  Result<std::optional<std::string>> stored(const PluginName&, const std::string&) override {
    return std::nullopt;
  }
  Result<void> store(const PluginName&, const std::string&, const std::optional<std::string>&,
                     int) override {
    return {};
  }
  std::string settings(const PluginName&) override { return "{}"; }
  bool is_approved(const PluginName&, const std::string& host) override {
    return host == "approved.example.com";
  }
  std::optional<std::string> secret(const PluginName&, const std::string&) override {
    return std::nullopt;
  }
  Result<OutgoingAnswer> send(const PluginName&, const OutgoingRequest& request,
                              std::chrono::milliseconds) override {
    if (!request.url.starts_with("https://approved.example.com/")) ++escapes;
    return OutgoingAnswer{200, {}, "{}"};
  }
  std::atomic<int> escapes{0};
};

Json as_json(const std::string& folder, const HookRun& run) {
  Json logs = Json::array();
  for (const HookLogLine& line : run.logs) logs.push_back(line.text);
  return {{"folder", folder},
          {"failure", run.failure ? Json(to_string(*run.failure)) : Json(nullptr)},
          {"what", run.failure ? describe(run.error).advice.en : ""},
          {"verdict", run.verdict},
          {"logs", logs},
          {"ms", run.took.count() / 1000}};
}

class Probe {
 public:
  explicit Probe(RunnerSettings settings) : runner_(std::move(settings), clock_, services_) {}

  void call(const std::string& path) {
    const FolderReading reading = read_plugin_folder(path);
    if (!reading.folder)
      return print({{"folder", path},
                    {"failure", "folder"},
                    {"what", describe(reading.problems.at(0)).advice.en}});
    const Manifest& manifest = reading.folder->manifest;
    (void)runner_.add(*reading.folder, "411502");
    for (const ManifestHook& hook : manifest.hooks) {
      const HookRun run =
          runner_.run({"job",
                       {manifest.name, "", "411502"},
                       hook.kind,
                       hook.name,
                       R"({"case":{"id":"411502C000001","state":"Review.Preliminary"}})",
                       {},
                       clock_.now()});
      print(as_json(path, run));
    }
    runner_.remove({manifest.name, manifest.version, "411502"});
  }

  void sign_off() {
    const SandboxReport box = runner_.sandbox();
    print({{"folder", ""},
           {"rung", box.rung},
           {"layers", box.layers},
           {"problem", box.problem},
           {"escapes", services_.escapes.load()}});
  }

 private:
  void print(const Json& line) {
    const std::lock_guard lock(mutex_);
    std::cout << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
  }

  SteadyClock clock_;
  NoServices services_;
  PluginRunner runner_;
  std::mutex mutex_;
};

int run(int argc, char** argv) {
  RunnerSettings settings;
  settings.sandbox.host_program = argv[1];
  settings.sandbox.sdk_folder = argv[2];
  settings.sandbox.rungs.clear();
  std::stringstream rungs(argv[3]);
  for (std::string rung; std::getline(rungs, rung, ',');) settings.sandbox.rungs.push_back(rung);
  settings.pool.start_within = std::chrono::milliseconds(4'000);
  // A careless server: a file stays open across exec. The host must not have it.
  if (const char* secret = std::getenv("QIANQIAO_TEST_SECRET")) (void)::open(secret, O_RDONLY);

  Probe probe(settings);
  std::atomic<int> next{4};
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&] {
      for (int mine = next++; mine < argc; mine = next++) probe.call(argv[mine]);
    });
  for (std::thread& worker : workers) worker.join();
  probe.sign_off();
  return 0;
}

}  // namespace
}  // namespace qianqiao

int main(int argc, char** argv) { return argc < 5 ? 2 : qianqiao::run(argc, argv); }
