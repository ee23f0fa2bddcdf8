// Jobs of plugins: side by side, those of one case in their order, at set times, on events.
#include "server/engine/plugin_worker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "server/engine/plugin_schedules.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using nlohmann::json;
using test::SmallCity;

constexpr auto kCase = SubjectKind::kCase;

// Answers as it is told to; keeps what it was asked.
class FakeRunner : public StepRunner {
 public:
  HookRun run(const HookRequest& request) override {
    {
      const std::lock_guard lock(mutex_);
      requests.push_back(request);
      asked_.notify_all();
    }
    HookRun run;
    run.plugin = request.plugin;
    run.plugin.version = "1.0.0";
    run.digest = "digest";
    run.verdict = R"({"outcome":"done"})";
    if (answer) answer(request, run);
    return run;
  }
  std::optional<Error> refusal(const PluginName& plugin) const override {
    if (plugin.name != left_alone) return std::nullopt;
    return Error{"plugin.breaker_open", {{"plugin", plugin.name}, {"what", "later"}}};
  }
  std::vector<PluginStatus> status() const override { return {}; }
  SandboxReport sandbox() override { return {}; }

  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    asked_.wait(lock, [&] { return requests.size() >= count; });
  }

  std::string left_alone;  // a plugin
  std::function<void(const HookRequest&, HookRun&)> answer;
  std::vector<HookRequest> requests;

 private:
  std::mutex mutex_;
  std::condition_variable asked_;
};

class PluginWorkerTest : public testing::Test {
 protected:
  PluginWorkerTest() { make_worker(); }

  void make_worker() {
    // As the queue does it: one at a time.
    worker_ = std::make_unique<PluginWorker>(
        city_.store(), city_.engine(), runner_,
        [this](const std::function<void(Writer&)>& change) {
          const std::lock_guard lock(writing_);
          ++changes_;
          city_.engine().record(change);
        },
        [this](Command command) {
          const std::lock_guard lock(writing_);
          return city_.engine().execute(command);
        });
  }

  void enable(const std::string& name, const json& hooks) {
    city_.engine().change_plugins([&](Writer& writer) {
      const InstalledPluginRow row{
          "411502", name, "1.0.0", "digest", json{{"hooks", hooks}}.dump(), "plugins", "admin", 1};
      writer.plugin_writes().insert_installed(row);
      writer.plugin_writes().put_use({"411502", name, "1.0.0", "admin", 1});
      arm_schedules(writer.plugin_writes(), row, city_.engine().now());
    });
  }

  std::vector<PluginJobRow> jobs(const std::string& plugin) {
    return city_.read()->plugins().jobs_of_plugin("411502", plugin, "", 100);
  }

  SmallCity city_;
  FakeRunner runner_;
  std::mutex writing_;
  int changes_ = 0;
  std::unique_ptr<PluginWorker> worker_;
};

json on(const char* name, const char* event) {
  return {{"kind", "on"}, {"name", name}, {"at", event}};
}

TEST_F(PluginWorkerTest, AnEventCallsWhoeverWantsToBeTold) {
  enable("teller", json::array({on("listed", "Listed"), on("granted", "Granted")}));
  const SubjectId id = city_.listed();
  EXPECT_EQ(worker_->run_all(), 1);
  ASSERT_EQ(runner_.requests.size(), 1U);
  const HookRequest& request = runner_.requests[0];
  EXPECT_EQ(request.hook, "listed");
  const json input = json::parse(request.input);
  EXPECT_EQ(input["event"]["name"], "Listed");
  EXPECT_EQ(input["case"]["id"], id);
  EXPECT_EQ(jobs("teller")[0].state, job_state::kDone);
  EXPECT_EQ(worker_->run_all(), 0) << "once";
}

TEST_F(PluginWorkerTest, WithoutAPluginNothingIsWritten) {
  city_.signed_case();
  EXPECT_EQ(city_.read()->plugins().count_waiting_jobs(), 0);
  EXPECT_FALSE(city_.engine().hooks()->has(HookKind::kOn));
}

TEST_F(PluginWorkerTest, WhatAPluginDidCallsNone) {
  enable("teller", json::array({on("planned", "VisitPlanned"), on("listed", "Listed")}));
  runner_.answer = [](const HookRequest& request, HookRun& run) {
    if (request.hook == "listed")
      run.verdict = R"({"outcome":"done","commands":[{"event":"VisitPlanned","data":{}}]})";
  };
  city_.listed();
  worker_->run_all();
  EXPECT_EQ(jobs("teller").size(), 1U);
}

TEST_F(PluginWorkerTest, OfOneCaseTheyComeInTheirOrderWhoeverRunsThem) {
  enable("teller", json::array({on("first", "Listed"), on("second", "ApplicationSubmitted"),
                                on("third", "ReviewApproved")}));
  city_.signed_case();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([this] { worker_->run_all(); });
  for (std::thread& thread : threads) thread.join();
  std::vector<std::string> order;
  for (const HookRequest& request : runner_.requests) order.push_back(request.job_id);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  EXPECT_EQ(order.size(), jobs("teller").size());
}

TEST_F(PluginWorkerTest, ASlowOneHoldsNoOther) {
  enable("quick", json::array({on("listed", "Listed")}));
  enable("slow", json::array({on("listed", "Listed")}));
  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  bool is_free = false;
  runner_.answer = [&](const HookRequest& request, HookRun&) {
    if (request.plugin.name != "slow") return;
    std::unique_lock lock(mutex);
    ++waiting;
    changed.notify_all();
    changed.wait(lock, [&] { return is_free; });
  };
  for (const char* name : {"甲公司", "乙公司", "丙公司"}) city_.listed(name);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back([this] { worker_->run_all(); });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return waiting == 2; });
  }
  const auto done = [this](const std::string& plugin) {
    std::size_t count = 0;
    for (const PluginJobRow& job : jobs(plugin)) count += job.state == job_state::kDone ? 1 : 0;
    return count;
  };
  while (done("quick") < 3) std::this_thread::yield();
  EXPECT_EQ(done("slow"), 0U);
  {
    const std::lock_guard lock(mutex);
    EXPECT_EQ(waiting, 2) << "no more at once than it has hosts";
    is_free = true;
  }
  changed.notify_all();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done("slow"), 3U);
}

TEST_F(PluginWorkerTest, ThoseOfAPluginThatIsLeftAloneArePutOffTogether) {
  enable("broken", json::array({on("a", "Listed"), on("b", "Listed"), on("c", "Listed")}));
  enable("sound", json::array({on("listed", "Listed")}));
  runner_.left_alone = "broken";
  for (int i = 0; i < 3; ++i) city_.listed();
  changes_ = 0;
  EXPECT_EQ(worker_->run_all(), 12);
  EXPECT_EQ(runner_.requests.size(), 3U) << "the other plugin's";
  EXPECT_EQ(changes_, 1 + 3 * 3) << "one for all nine";
  for (const PluginJobRow& job : jobs("broken")) {
    EXPECT_EQ(job.state, job_state::kWaiting);
    EXPECT_EQ(job.attempts, 1);
    EXPECT_EQ(job.failure, "unavailable");
    EXPECT_NE(job.incident, 0);
    EXPECT_GT(job.next_ms, to_milliseconds(city_.engine().now()));
  }
}

TEST_F(PluginWorkerTest, ASetTimeThatWasMissedIsMadeUpForOnce) {
  city_.listed();
  enable("bulletin",
         json::array({{{"kind", "scheduled"}, {"name", "daily"}, {"at", "0 9 * * *"}}}));
  EXPECT_EQ(worker_->run_all(), 0);
  EXPECT_EQ(city_.read()->plugins().next_schedule_instant(), test::instant("2025-03-04T09:00"));
  city_.advance_to("2025-03-10T12:00");
  EXPECT_EQ(worker_->run_all(), 1);
  EXPECT_EQ(city_.read()->plugins().next_schedule_instant(), test::instant("2025-03-11T09:00"));
  const json input = json::parse(runner_.requests.at(0).input);
  EXPECT_EQ(input["cases"].size(), 1U);
  EXPECT_EQ(runner_.requests[0].subjects.size(), 1U) << "it may propose for these alone";
}

TEST_F(PluginWorkerTest, WhatAnEarlierProcessLeftRunningIsDueAtOnce) {
  enable("teller", json::array({on("listed", "Listed")}));
  city_.listed();
  auto job = jobs("teller").at(0);
  job.state = job_state::kRunning;
  city_.engine().record([&](Writer& writer) { writer.plugin_writes().update_job(job); });
  EXPECT_EQ(worker_->run_all(), 1);
  EXPECT_EQ(jobs("teller")[0].state, job_state::kDone);
}

TEST_F(PluginWorkerTest, WarningsReachTheTaskForceAndAreToldOnce) {
  enable("teller", json::array({on("listed", "Listed")}));
  runner_.answer = [](const HookRequest&, HookRun& run) {
    run.verdict = R"({"outcome":"done","warnings":[{"text":"注意","to":"task_force"}]})";
  };
  city_.listed();
  worker_->run_all();
  std::vector<std::string> told;
  for (const MessageRow& message : city_.read()->messages(0, 1000))
    if (message.notice == "plugin.teller") told.push_back(message.person + " " + message.body);
  EXPECT_EQ(told.size(), 2U) << "two people hold that role";
  EXPECT_EQ(told.at(0), "task_force-411502 注意");
}

}  // namespace
}  // namespace qianqiao
