#include "server/plugin_client/plugin_runner.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "temporary_plugin.h"

namespace qianqiao {
namespace {

using nlohmann::json;

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> found;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    std::ifstream status(process.path() / "status");
    for (std::string line; std::getline(status, line);)
      if (line == "PPid:\t" + std::to_string(parent))
        found.push_back(std::stoi(process.path().filename()));
  }
  return found;
}

class PluginRunnerTest : public testing::Test {
 protected:
  HookRun run_once(const std::string& body, const std::string& manifest = "",
                   const std::string& input = "{}") {
    const TemporaryPlugin plugin(body, manifest);
    PluginRunner runner(settings_, clock_, services_);
    EXPECT_TRUE(runner.add(plugin.folder(), "411502"));
    return runner.run(request_for(input));
  }
  std::string failure_of(const std::string& body, const std::string& manifest = "") {
    const HookRun run = run_once(body, manifest);
    return run.failure ? std::string(to_string(*run.failure)) : "verdict";
  }

  RunnerSettings settings_ = test_settings();
  SetClock clock_;
  MemoryServices services_;
};

TEST_F(PluginRunnerTest, AVerdictComesWithWhatRan) {
  const HookRun run =
      run_once("print('looked at', case.id); return Verdict.passed(case.id)",
               "permissions: {fields: [case.id]}\n", R"({"case":{"id":"411502C1","state":"x"}})");
  ASSERT_FALSE(run.failure) << to_line(run.error);
  EXPECT_EQ(run.verdict, R"({"outcome":"passed","reason":"411502C1"})");
  EXPECT_EQ(run.plugin.version, "1.0.0");
  EXPECT_EQ(run.digest.size(), 64u);
  ASSERT_EQ(run.logs.size(), 1u);
  EXPECT_EQ(run.logs[0], (HookLogLine{"info", "looked at 411502C1"}));
  EXPECT_GT(run.took.count(), 0);
}

TEST_F(PluginRunnerTest, FailureKindsAreKeptApart) {
  const std::string quick = "limits: {wall_ms: 200}\n";
  EXPECT_EQ(failure_of("while True: pass", quick), "timeout");
  EXPECT_EQ(failure_of("time.sleep(99)", quick), "timeout");
  EXPECT_EQ(failure_of("return 1 / 0"), "crash");
  EXPECT_EQ(failure_of("os._exit(3)"), "crash");
  EXPECT_EQ(failure_of("raise Refused('no')"), "refusal");
  EXPECT_EQ(failure_of("return 7"), "bad_answer");
  EXPECT_EQ(failure_of("return Verdict.passed('x' * 10**6)"), "bad_answer");
  EXPECT_EQ(failure_of("os.fork()"), "denied");
  EXPECT_EQ(failure_of("open('/plugin/x', 'w')"), "denied");
  EXPECT_EQ(failure_of("return case.enterprise.name"), "crash");
}

TEST_F(PluginRunnerTest, TheErrorSaysWhere) {
  const HookRun run = run_once("return 1 / 0");
  EXPECT_EQ(run.error.code, "plugin.crash");
  EXPECT_NE(
      describe(run.error).advice.en.find("ZeroDivisionError: division by zero (main.py:7 in s)"),
      std::string::npos)
      << describe(run.error).advice.en;
}

TEST_F(PluginRunnerTest, AWarmHostIsCalledAgainAndKeepsItsState) {
  const TemporaryPlugin plugin("s.n = getattr(s, 'n', 0) + 1; return Verdict.passed(str(s.n))");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  for (int i = 1; i <= 3; ++i)
    EXPECT_EQ(json::parse(runner.run(request_for()).verdict)["reason"], std::to_string(i));
  EXPECT_EQ(runner.status().at(0).hosts, 1);
}

TEST_F(PluginRunnerTest, AHostKeepsOffTheFirstProcessorAndItsServerDoesNot) {
  cpu_set_t before, after;
  ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
  const TemporaryPlugin plugin("return Verdict.passed()");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  EXPECT_FALSE(runner.run(request_for()).failure);
  ASSERT_EQ(::sched_getaffinity(0, sizeof after, &after), 0);
  EXPECT_TRUE(CPU_EQUAL(&before, &after));

  int first = 0;
  while (!CPU_ISSET(first, &before)) ++first;
  const std::vector<pid_t> hosts = children_of(::getpid());
  ASSERT_FALSE(hosts.empty());
  for (const pid_t host : hosts) {
    cpu_set_t used;
    ASSERT_EQ(::sched_getaffinity(host, sizeof used, &used), 0);
    EXPECT_EQ(CPU_ISSET(first, &used) != 0, CPU_COUNT(&before) == 1);
  }
}

TEST_F(PluginRunnerTest, IdleHostsAreStopped) {
  const TemporaryPlugin plugin("return Verdict.passed()");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  runner.run(request_for());
  runner.stop_idle_hosts();
  EXPECT_EQ(runner.status().at(0).hosts, 1);
  clock_.advance(settings_.pool.idle_stop);
  runner.stop_idle_hosts();
  EXPECT_EQ(runner.status().at(0).hosts, 0);
  EXPECT_FALSE(runner.run(request_for()).failure);
}

TEST_F(PluginRunnerTest, AHostIsReplacedBeforeItsProcessorTimeIsUsed) {
  settings_.pool.cpu_seconds = 3;  // with two seconds of wall time: one call each
  const TemporaryPlugin plugin("s.n = getattr(s, 'n', 0) + 1; return Verdict.passed(str(s.n))");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(json::parse(runner.run(request_for()).verdict)["reason"], "1");
}

TEST_F(PluginRunnerTest, TheCapIsKeptAndWaitedFor) {
  settings_.pool.most_hosts = 1;
  const TemporaryPlugin plugin("time.sleep(0.05); return Verdict.passed()");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  std::vector<std::thread> callers;
  std::atomic<int> failures{0};
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&] { failures += runner.run(request_for()).failure ? 1 : 0; });
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(runner.status().at(0).hosts, 1);
}

TEST_F(PluginRunnerTest, ABusyPluginIsUnavailableNotWaitedForForEver) {
  settings_.pool.most_hosts = 1;
  const TemporaryPlugin plugin("time.sleep(0.6); return Verdict.passed()",
                               "limits: {wall_ms: 1000}\n");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  std::vector<std::thread> callers;
  std::atomic<int> busy{0};
  for (int i = 0; i < 4; ++i)
    callers.emplace_back(
        [&] { busy += runner.run(request_for()).error.code == "plugin.busy" ? 1 : 0; });
  for (std::thread& caller : callers) caller.join();
  EXPECT_GE(busy, 1);
  EXPECT_LE(busy, 3);
}

TEST_F(PluginRunnerTest, AFailedStartBacksOffTwiceAsLongEachTime) {
  const TemporaryPlugin plugin("return Verdict.passed()");
  plugin.write("main.py", "import nowhere\n");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  for (const int wait : {200, 400, 800}) {
    EXPECT_EQ(runner.run(request_for()).error.code, "plugin.crash");
    EXPECT_EQ(runner.run(request_for()).error.code, "plugin.backing_off");
    clock_.advance(std::chrono::milliseconds(wait - 1));
    EXPECT_EQ(runner.run(request_for()).error.code, "plugin.backing_off");
    clock_.advance(std::chrono::milliseconds(1));
  }
}

TEST_F(PluginRunnerTest, TheBreakerOpensAndClosesAgain) {
  settings_.breaker.failures = 2;
  const TemporaryPlugin plugin("return 1 / 0");
  plugin.write(
      "main.py",
      "from qianqiao import *\n@step('s', stage='Review.Preliminary')\n"
      "def s(case):\n    if settings.get('well'): return Verdict.passed()\n    return 1 / 0\n");
  plugin.write("plugin.yaml",
               "name: t\nversion: 1.0.0\ncounty: '411502'\nsettings: {well: false}\n"
               "hooks: [{kind: step, name: s, at: Review.Preliminary}]\n");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(runner.run(request_for()).error.code, "plugin.crash");
  EXPECT_EQ(runner.run(request_for()).error.code, "plugin.breaker_open");
  EXPECT_EQ(runner.status().at(0).breaker, BreakerState::kOpened);
  clock_.advance(settings_.breaker.first_pause);
  EXPECT_FALSE(runner.run(request_for(R"({"settings":{"well":true}})")).failure);
  EXPECT_EQ(runner.status().at(0).breaker, BreakerState::kClosed);
}

TEST_F(PluginRunnerTest, ARefusalIsNoReasonToOpenIt) {
  settings_.breaker.failures = 1;
  const TemporaryPlugin plugin("raise Refused('no')");
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(runner.run(request_for()).error.code, "plugin.refusal");
}

TEST_F(PluginRunnerTest, TheStoreIsTheCountysOwn) {
  const TemporaryPlugin plugin(
      "n = int(store.get('n', '0')) + 1; store.put('n', str(n)); return Verdict.passed(str(n))");
  PluginRunner runner(settings_, clock_, services_);
  PluginFolder folder = plugin.folder();
  folder.manifest.county = "*";
  ASSERT_TRUE(runner.add(folder, "411502"));
  ASSERT_TRUE(runner.add(folder, "411525"));
  EXPECT_EQ(json::parse(runner.run(request_for()).verdict)["reason"], "1");
  EXPECT_EQ(json::parse(runner.run(request_for()).verdict)["reason"], "2");
  HookRequest other = request_for();
  other.plugin.county = "411525";
  EXPECT_EQ(json::parse(runner.run(other).verdict)["reason"], "1");
}

TEST_F(PluginRunnerTest, AFullStoreDenies) {
  const std::string two = "limits: {store_keys: 2}\n";
  const std::string twice = "store.put('a', '1'); store.put('b', '1'); ";
  EXPECT_EQ(failure_of(twice + "store.put('b', '2'); return Verdict.passed()", two), "verdict");
  EXPECT_EQ(failure_of(twice + "store.put('c', '1')", two), "denied");
  EXPECT_EQ(failure_of("store.put('d', '1')", "limits: {store_keys: 0}\n"), "denied");
}

TEST_F(PluginRunnerTest, HttpGoesToListedAndApprovedHostsOnly) {
  const std::string listed = "permissions: {hosts: [good.example.com], secrets: [key]}\n";
  services_.secrets["key"] = "k 1";
  EXPECT_EQ(failure_of(
                "http.get('https://good.example.com/?k=' + secret('key')); return Verdict.passed()",
                listed),
            "verdict");
  ASSERT_EQ(services_.sent.size(), 1u);
  EXPECT_EQ(services_.sent[0].url, "https://good.example.com/?k=k%201");
  EXPECT_EQ(failure_of("http.get('https://evil.example.com/')", listed), "denied");
  EXPECT_EQ(failure_of("http.get('https://good.example.com/' + secret('other'))", listed),
            "denied");
  services_.approved = false;
  EXPECT_EQ(failure_of("http.get('https://good.example.com/')", listed), "denied");
  EXPECT_EQ(services_.sent.size(), 1u);
}

TEST_F(PluginRunnerTest, NothingIsRunForAnotherCountyOrAnUnknownHook) {
  const TemporaryPlugin plugin("return Verdict.passed()");
  PluginRunner runner(settings_, clock_, services_);
  EXPECT_EQ(runner.add(plugin.folder(), "411525").error().code, "plugin.county_mismatch");
  EXPECT_EQ(runner.run(request_for()).error.code, "plugin.not_installed");
  ASSERT_TRUE(runner.add(plugin.folder(), "411502"));
  EXPECT_EQ(runner.run(request_for("{}", "other")).error.code, "plugin.hook_unknown");
  EXPECT_EQ(runner.run(request_for("{}", "s", HookKind::kGuard)).error.code, "plugin.hook_unknown");
  EXPECT_FALSE(runner.run(request_for("no json")).failure);
}

TEST_F(PluginRunnerTest, VersionsStandSideBySide) {
  const TemporaryPlugin first("return Verdict.passed('1')"), second("return Verdict.passed('2')");
  PluginFolder later = second.folder();
  later.manifest.version = "2.0.0";
  PluginRunner runner(settings_, clock_, services_);
  ASSERT_TRUE(runner.add(first.folder(), "411502"));
  ASSERT_TRUE(runner.add(later, "411502"));
  EXPECT_EQ(json::parse(runner.run(request_for()).verdict)["reason"], "2");
  HookRequest named = request_for();
  named.plugin.version = "1.0.0";
  EXPECT_EQ(json::parse(runner.run(named).verdict)["reason"], "1");
  later.manifest.version = "1.0.0";
  EXPECT_EQ(runner.add(later, "411502").error().code, "plugin.exists");
}

TEST_F(PluginRunnerTest, TheSandboxInForceIsTold) {
  PluginRunner runner(settings_, clock_, services_);
  const SandboxReport report = runner.sandbox();
  EXPECT_FALSE(report.rung.empty()) << report.problem;
  EXPECT_NE(std::find(report.layers.begin(), report.layers.end(), "seccomp"), report.layers.end());
  EXPECT_EQ(report.problem, "");
}

TEST_F(PluginRunnerTest, WithoutASandboxNothingRuns) {
  settings_.sandbox.rungs = {};
  EXPECT_EQ(failure_of("return Verdict.passed()"), "unavailable");
  settings_.sandbox.host_program = "/nowhere";
  EXPECT_EQ(run_once("return Verdict.passed()").error.code, "plugin.no_sandbox");
}

TEST(HostProcess, DiesWithItsServer) {
  const TemporaryPlugin plugin("return Verdict.passed()");
  int to_test[2];
  ASSERT_EQ(::pipe(to_test), 0);
  const pid_t server = ::fork();
  if (server == 0) {
    protocol::Start order;
    const RunnerSettings settings = test_settings();
    order.rungs = settings.sandbox.rungs;
    order.folder = plugin.path();
    order.sdk = settings.sandbox.sdk_folder;
    order.uid = ::geteuid() == 0 ? settings.sandbox.first_uid : 0;
    auto host = HostProcess::start(settings.sandbox, order);
    for (int i = 0; i < 2; ++i) (void)(*host)->channel().receive();  // boxed, ready
    const pid_t pid = (*host)->pid();
    (void)!::write(to_test[1], &pid, sizeof(pid));
    ::kill(::getpid(), SIGKILL);
  }
  pid_t host = 0;
  ASSERT_EQ(::read(to_test[0], &host, sizeof(host)), static_cast<ssize_t>(sizeof(host)));
  ::waitpid(server, nullptr, 0);
  // The warden was waiting in the kernel for this; nothing else ends it.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (::kill(host, 0) == 0 && std::chrono::steady_clock::now() < until) {
    std::ifstream state("/proc/" + std::to_string(host) + "/stat");
    std::string text((std::istreambuf_iterator<char>(state)), {});
    if (text.find(") Z ") != std::string::npos) break;  // dead; init has yet to reap it
    std::this_thread::yield();
  }
  EXPECT_LT(std::chrono::steady_clock::now(), until);
}

}  // namespace
}  // namespace qianqiao
