// What a plugin costs, with every layer of the sandbox on: a host's start beside plain Python's, a
// warm call of a 1 KiB message through the runner, calls a second at 1 and 2 hosts, beside a bare
// socketpair with a process that sends the frame back, all in the same run.
//   plugin_bench [SECONDS]        of each measurement of calls a second; 2 by default
#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "server/plugin_client/plugin_runner.h"

namespace qianqiao {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kStarts = 30, kWarmCalls = 2'000;

double microseconds(const std::function<void()>& work) {
  const auto began = Steady::now();
  work();
  return std::chrono::duration<double, std::micro>(Steady::now() - began).count();
}

struct Spread {
  double median, p99;
};

Spread measure(int times, const std::function<void()>& work) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) all.push_back(microseconds(work));
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

// How often `work` of each thread is done in a second.
double per_second(int threads, double seconds, const std::function<void(int thread)>& work) {
  std::atomic<std::int64_t> done{0};
  const auto until = Steady::now() + std::chrono::duration<double>(seconds);
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i)
    workers.emplace_back([&, i] {
      while (Steady::now() < until) {
        work(i);
        ++done;
      }
    });
  for (std::thread& worker : workers) worker.join();
  return static_cast<double>(done) / seconds;
}

// A process that sends every frame back.
class Echo {
 public:
  Echo() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::close(ends[0]);
      Channel channel(ends[1], kLargestFrame);
      while (const auto frame = channel.receive())
        if (!channel.send(*frame)) break;
      ::_exit(0);
    }
    ::close(ends[1]);
    channel_.emplace(ends[0], kLargestFrame);
  }
  ~Echo() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;
  void call(const std::string& frame) {
    const auto until = Steady::now() + std::chrono::seconds(5);
    if (!channel_->send(frame, until) || !channel_->receive(until)) std::abort();
  }

 private:
  pid_t pid_ = 0;
  std::optional<Channel> channel_;
};

class WallClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
};

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
  bool is_approved(const PluginName&, const std::string&) override { return false; }
  std::optional<std::string> secret(const PluginName&, const std::string&) override { return {}; }
  Result<OutgoingAnswer> send(const PluginName&, const OutgoingRequest&,
                              std::chrono::milliseconds) override {
    return OutgoingAnswer{};
  }
};

void start_plain_python() {
  pid_t pid = 0;
  char name[] = "/usr/bin/python3", code[] = "pass", c[] = "-c", isolated[] = "-I", bare[] = "-S";
  char* arguments[] = {name, isolated, bare, c, code, nullptr};
  char* environment[] = {nullptr};
  if (::posix_spawn(&pid, name, nullptr, nullptr, arguments, environment) != 0) std::abort();
  ::waitpid(pid, nullptr, 0);
}

PluginFolder echo_plugin(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "plugin.yaml")
      << "name: bench\nversion: 1.0.0\ncounty: '411502'\n"
         "hooks: [{kind: step, name: s, at: Review.Preliminary}]\n"
         "permissions: {fields: [case.id, case.visit]}\n";
  std::ofstream(folder / "main.py") << "from qianqiao import *\n\n\n"
                                       "@step('s', stage='Review.Preliminary')\n"
                                       "def s(case):\n    return Verdict.passed(case.id)\n";
  return read_plugin_folder(folder.string()).folder.value();
}

void bench(double seconds) {
  const auto place =
      std::filesystem::temp_directory_path() / ("qianqiao-bench-" + std::to_string(::getpid()));
  const PluginFolder folder = echo_plugin(place);
  WallClock clock;
  NoServices services;
  RunnerSettings settings;
  settings.sandbox = installed_sandbox();
  const std::string input =
      nlohmann::json{
          {"case", {{"id", "411502C000001"}, {"visit", {{"text", std::string(960, 'x')}}}}}}
          .dump();
  HookRequest request;
  request.plugin = {"bench", "", "411502"};
  request.hook = "s";
  request.input = input;
  request.now = clock.now();
  const auto call = [&](PluginRunner& runner) {
    const HookRun run = runner.run(request);
    if (run.failure) {
      fmt::print(stderr, "{}\n", to_line(run.error));
      std::abort();
    }
  };

  PluginRunner runner(settings, clock, services);
  if (!runner.add(folder, "411502")) std::abort();
  const SandboxReport box = runner.sandbox();
  fmt::print("sandbox: {}; message {} bytes\n", box.rung, input.size());

  start_plain_python();
  const Spread python = measure(kStarts, start_plain_python);
  const Spread host = measure(kStarts, [&] {
    PluginRunner fresh(settings, clock, services);
    if (!fresh.add(folder, "411502")) std::abort();
    call(fresh);
  });
  fmt::print(
      "start, median of {}: plain Python {:.1f} ms, host with its first call {:.1f} ms, beyond "
      "{:.1f} ms\n",
      kStarts, python.median / 1000, host.median / 1000, (host.median - python.median) / 1000);

  call(runner);
  Echo echoes[2];
  const Spread bare = measure(kWarmCalls, [&] { echoes[0].call(input); });
  const Spread warm = measure(kWarmCalls, [&] { call(runner); });
  fmt::print("warm call: {:.0f} us (p99 {:.0f}); bare socketpair {:.0f} us (p99 {:.0f})\n",
             warm.median, warm.p99, bare.median, bare.p99);
  for (const int hosts : {1, 2}) {
    const double echoed = per_second(hosts, seconds, [&](int i) { echoes[i].call(input); });
    const double called = per_second(hosts, seconds, [&](int) { call(runner); });
    fmt::print("{} host{}: {:.0f} calls/s; bare socketpair {:.0f}/s; {:.0f} %\n", hosts,
               hosts == 1 ? "" : "s", called, echoed, 100 * called / echoed);
  }
  std::filesystem::remove_all(place);
}

}  // namespace
}  // namespace qianqiao

int main(int argc, char** argv) {
  qianqiao::bench(argc > 1 ? std::atof(argv[1]) : 2);
  return 0;
}
