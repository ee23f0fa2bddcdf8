// Plugins: what is installed and in use, hosts, values, jobs, log lines.
#include "server/ports/plugin_records.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

InstalledPluginRow a_plugin(const std::string& county, const std::string& version) {
  return {
      county,  "tax-grade", version, "digest " + version, R"({"hooks":[]})", "plugins/" + county,
      "admin", 1000};
}

PluginJobRow a_job(const std::string& id, std::int64_t next_ms) {
  PluginJobRow row;
  row.id = id;
  row.county = "411502";
  row.subject = "411502C000001";
  row.kind = "step";
  row.hook = "tax-grade";
  row.step = "tax-check";
  row.plugin = "tax-grade";
  row.about = R"({"sequence":3})";
  row.next_ms = next_ms;
  row.opened_ms = 900;
  return row;
}

TEST_P(StoreSuite, VersionsOfAPluginAreInstalledSideBySideAndOneIsInUse) {
  const auto first = a_plugin("411502", "1.0.0"), second = a_plugin("411502", "1.1.0"),
             foreign = a_plugin("411525", "1.0.0");
  const PluginUseRow use{"411502", "tax-grade", "1.1.0", "admin", 2000};
  write([&](Writer& w) {
    for (const auto& row : {second, foreign, first}) w.plugin_writes().insert_installed(row);
    w.plugin_writes().put_use({"411502", "tax-grade", "1.0.0", "admin", 1500});
    w.plugin_writes().put_use(use);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->plugins().installed("411502"), (std::vector{first, second}));
  EXPECT_EQ(reader->plugins().installed(""), (std::vector{first, second, foreign}));
  EXPECT_EQ(reader->plugins().in_use("411502"), std::vector{use});
  EXPECT_TRUE(reader->plugins().in_use("411525").empty());
  write([&](Writer& w) { w.plugin_writes().delete_use("411502", "tax-grade"); });
  EXPECT_TRUE(store_->reader()->plugins().in_use("").empty());
}

TEST_P(StoreSuite, HostsAndValuesBelongToOnePluginOfOneCounty) {
  const PluginHostRow host{"411502", "sms", "sms.example.com", "admin", 1000};
  const PluginSecretRow secret{"411502", "sms", "app_key", std::string("\0sealed", 7), "admin", 9};
  write([&](Writer& w) {
    w.plugin_writes().put_host(host);
    w.plugin_writes().put_secret({"411502", "sms", "app_key", "former", "admin", 8});
    w.plugin_writes().put_secret(secret);
    w.plugin_writes().put_value("411502", "sms", "last", "1");
    w.plugin_writes().put_value("411502", "sms", "last", "2");
    w.plugin_writes().put_value("411525", "sms", "last", "9");
  });
  {
    const auto reader = store_->reader();
    EXPECT_EQ(reader->plugins().hosts("411502", "sms"), std::vector{host});
    EXPECT_TRUE(reader->plugins().hosts("411525", "sms").empty());
    EXPECT_EQ(reader->plugins().secrets("411502", "sms"), std::vector{secret});
    EXPECT_TRUE(reader->plugins().secrets("411525", "sms").empty());
    EXPECT_EQ(reader->plugins().value("411502", "sms", "last"), "2");
    EXPECT_EQ(reader->plugins().value("411502", "sms", "first"), std::nullopt);
    EXPECT_EQ(reader->plugins().count_values("411502", "sms"), 1);
  }
  write([&](Writer& w) {
    w.plugin_writes().delete_value("411502", "sms", "last");
    w.plugin_writes().delete_host("411502", "sms", "sms.example.com");
    w.plugin_writes().delete_secret("411502", "sms", "app_key");
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->plugins().count_values("411502", "sms"), 0);
  EXPECT_EQ(reader->plugins().value("411525", "sms", "last"), "9");
  EXPECT_TRUE(reader->plugins().hosts("411502", "sms").empty());
  EXPECT_TRUE(reader->plugins().secrets("411502", "sms").empty());
}

TEST_P(StoreSuite, SettingsAndChannelsOfAPluginAreReplaced) {
  const PluginSettingsRow settings{"411502", "sms", R"({"sign_name":"x"})", "admin", 2};
  const PluginChannelRow first{"411502", "sms", "sms", true, "[]", "admin", 3},
      second{"411525", "robot", "wecom", false, R"(["deadline.overdue"])", "admin", 4};
  write([&](Writer& w) {
    w.plugin_writes().put_settings({"411502", "sms", "{}", "admin", 1});
    w.plugin_writes().put_settings(settings);
    w.plugin_writes().put_channel(second);
    w.plugin_writes().put_channel({"411502", "sms", "sms", false, "[]", "admin", 2});
    w.plugin_writes().put_channel(first);
  });
  {
    const auto reader = store_->reader();
    EXPECT_EQ(reader->plugins().settings("411502", "sms"), settings);
    EXPECT_EQ(reader->plugins().settings("411525", "sms"), std::nullopt);
    EXPECT_EQ(reader->plugins().channels(), (std::vector{first, second}));
  }
  write([&](Writer& w) { w.plugin_writes().delete_channels("411502", "sms"); });
  EXPECT_EQ(store_->reader()->plugins().channels(), std::vector{second});
}

TEST_P(StoreSuite, SchedulesAreDueEarliestFirst) {
  const PluginScheduleRow late{"411502", "bulletin", "weekly", 3000},
      soon{"411525", "bulletin", "daily", 2000};
  write([&](Writer& w) {
    w.plugin_writes().put_schedule(late);
    w.plugin_writes().put_schedule({"411525", "bulletin", "daily", 9000});
    w.plugin_writes().put_schedule(soon);
    w.plugin_writes().put_schedule({"411525", "bulletin", "hourly", 1000});
    w.plugin_writes().delete_schedule("411525", "bulletin", "hourly");
  });
  {
    const auto reader = store_->reader();
    EXPECT_EQ(reader->plugins().due_schedules(from_milliseconds(3000)), (std::vector{soon, late}));
    EXPECT_EQ(reader->plugins().due_schedules(from_milliseconds(2999)), std::vector{soon});
    EXPECT_EQ(reader->plugins().next_schedule_instant(), from_milliseconds(2000));
  }
  write([&](Writer& w) { w.plugin_writes().delete_schedules("411525", "bulletin"); });
  EXPECT_EQ(store_->reader()->plugins().next_schedule_instant(), from_milliseconds(3000));
}

TEST_P(StoreSuite, JobsAreDueInOrderUntilTheyEnd) {
  PluginJobRow late = a_job("411502J000001", 3000), soon = a_job("411502J000002", 2000);
  write([&](Writer& w) {
    w.plugin_writes().insert_job(late);
    w.plugin_writes().insert_job(soon);
  });
  {
    const auto reader = store_->reader();
    EXPECT_EQ(reader->plugins().due_jobs(from_milliseconds(3000), 10), (std::vector{soon, late}));
    EXPECT_EQ(reader->plugins().due_jobs(from_milliseconds(2999), 10), std::vector{soon});
    EXPECT_EQ(reader->plugins().due_jobs(from_milliseconds(3000), 1), std::vector{soon});
    EXPECT_EQ(reader->plugins().next_job_instant(), from_milliseconds(2000));
    EXPECT_EQ(reader->plugins().count_waiting_jobs(), 2);
  }
  soon.state = job_state::kRunning;
  late.state = job_state::kDone;
  late.attempts = 2;
  late.version = "1.0.0";
  late.digest = "abc";
  late.verdict = R"({"outcome":"passed"})";
  late.failure = "timeout";
  late.detail = {"太慢", "slow"};
  late.incident = 7;
  late.ended_ms = 4000;
  write([&](Writer& w) {
    w.plugin_writes().update_job(soon);
    w.plugin_writes().update_job(late);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->plugins().job(late.id), late);
  EXPECT_EQ(reader->plugins().job("411502J000009"), std::nullopt);
  EXPECT_EQ(reader->plugins().running_jobs(), std::vector{soon});
  EXPECT_TRUE(reader->plugins().due_jobs(from_milliseconds(9000), 10).empty());
  EXPECT_EQ(reader->plugins().next_job_instant(), std::nullopt);
  EXPECT_EQ(reader->plugins().count_waiting_jobs(), 1);
  EXPECT_EQ(reader->plugins().jobs_of_subject("411502C000001"), (std::vector{late, soon}));
  EXPECT_EQ(reader->plugins().job_of_incident(7), late);
  EXPECT_EQ(reader->plugins().job_of_incident(0), std::nullopt);
  EXPECT_EQ(reader->plugins().jobs_of_plugin("411502", "tax-grade", "", 10),
            (std::vector{soon, late}));
  EXPECT_EQ(reader->plugins().jobs_of_plugin("411502", "tax-grade", soon.id, 10),
            std::vector{late});
  EXPECT_TRUE(reader->plugins().jobs_of_plugin("411525", "tax-grade", "", 10).empty());
}

TEST_P(StoreSuite, AJobIsThereOnlyWithItsTransaction) {
  {
    const auto writer = store_->begin();
    writer->plugin_writes().insert_job(a_job("411502J000001", 1000));
    EXPECT_TRUE(writer->plugins().job("411502J000001"));
  }
  EXPECT_EQ(store_->reader()->plugins().job("411502J000001"), std::nullopt);
}

TEST_P(StoreSuite, JobsThatEndedAreFoundAndRemoved) {
  const auto ended = [](const std::string& id, std::int64_t at, std::int64_t incident) {
    auto row = a_job(id, 1000);
    row.state = job_state::kFailed;
    row.ended_ms = at;
    row.incident = incident;
    return row;
  };
  write([&](Writer& w) {
    for (const auto& row : {a_job("411502J000001", 1000), ended("411502J000002", 3000, 0),
                            ended("411502J000003", 2000, 0), ended("411502J000004", 2000, 9),
                            ended("411502J000005", 3001, 0)})
      w.plugin_writes().insert_job(row);
  });
  const auto found = [&](int limit) {
    return store_->reader()->plugins().ended_jobs(from_milliseconds(3000), limit);
  };
  EXPECT_EQ(found(10), (std::vector<std::string>{"411502J000003", "411502J000002"}));
  EXPECT_EQ(found(1), std::vector<std::string>{"411502J000003"});
  write([&](Writer& w) { w.plugin_writes().delete_job("411502J000003"); });
  EXPECT_EQ(found(10), std::vector<std::string>{"411502J000002"});
}

TEST_P(StoreSuite, TheOldestLogLinesOfAPluginAreRemoved) {
  write([&](Writer& w) {
    for (int i = 1; i <= 8; ++i)
      w.plugin_writes().insert_log(
          {0, "411502", i % 2 ? "other" : "tax-grade", "1.0.0", "job", i, "info", "line"});
  });
  const auto last = store_->reader()->plugins().log_line_behind("411502", "tax-grade", 1);
  ASSERT_TRUE(last);
  EXPECT_EQ(store_->reader()->plugins().log_line_behind("411502", "tax-grade", 4), std::nullopt);
  std::int64_t removed = 0;
  write(
      [&](Writer& w) { removed = w.plugin_writes().delete_log("411502", "tax-grade", *last, 2); });
  EXPECT_EQ(removed, 2);
  write(
      [&](Writer& w) { removed = w.plugin_writes().delete_log("411502", "tax-grade", *last, 2); });
  EXPECT_EQ(removed, 1);
  const auto reader = store_->reader();
  const auto left = reader->plugins().log("411502", "tax-grade", 0, 10);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].at_ms, 8);
  EXPECT_EQ(reader->plugins().log("411502", "other", 0, 10).size(), 4U);
}

TEST_P(StoreSuite, LogLinesComeNewestFirst) {
  write([&](Writer& w) {
    for (int i = 1; i <= 3; ++i)
      w.plugin_writes().insert_log(
          {0, "411502", i == 2 ? "other" : "tax-grade", "1.0.0", "job", 1000 * i, "info", "line"});
  });
  const auto reader = store_->reader();
  const auto lines = reader->plugins().log("411502", "tax-grade", 0, 10);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at_ms, 3000);
  EXPECT_EQ(reader->plugins().log("411502", "tax-grade", lines[0].id, 10), std::vector{lines[1]});
  EXPECT_TRUE(reader->plugins().log("411525", "tax-grade", 0, 10).empty());
}

}  // namespace
}  // namespace qianqiao
