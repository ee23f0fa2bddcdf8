#include "server/engine/plugin_pruning.h"

#include <gtest/gtest.h>

#include "server/ports/plugin_records.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

class PluginPruning : public testing::Test {
 protected:
  void prune(const PluginRetention& retention) {
    prune_plugins(city_.store(), retention, city_.engine().now(), [&](const auto& change) {
      ++changes_;
      city_.engine().record(change);
    });
  }
  void write(const std::function<void(PluginWrites&)>& change) {
    city_.engine().record([&](Writer& writer) { change(writer.plugin_writes()); });
  }
  void install(PluginWrites& writes, const std::string& county, const std::string& version) {
    writes.insert_installed(
        {county, "teller", version, "digest", "{}", "plugins/" + county + version, "admin", 1});
  }
  std::size_t lines(const std::string& county) {
    return city_.read()->plugins().log(county, "teller", 0, 10'000).size();
  }

  SmallCity city_;
  int changes_ = 0;
};

TEST_F(PluginPruning, TheNewestLinesOfEachLogStay) {
  write([&](PluginWrites& writes) {
    for (const char* version : {"1.0.0", "1.1.0"}) install(writes, "411502", version);
    install(writes, "411503", "1.0.0");
    for (int i = 0; i < 1'203; ++i)
      writes.insert_log({0, "411502", "teller", "1.0.0", "", i, "info", "line"});
    for (int i = 0; i < 5; ++i)
      writes.insert_log({0, "411503", "teller", "1.0.0", "", i, "info", "line"});
  });
  prune({std::chrono::days(1), 100});
  EXPECT_EQ(lines("411502"), 100U);
  EXPECT_EQ(city_.read()->plugins().log("411502", "teller", 0, 1)[0].at_ms, 1'202);
  EXPECT_EQ(lines("411503"), 5U);
  EXPECT_EQ(changes_, 3) << "in pieces";
  prune({std::chrono::days(1), 100});
  EXPECT_EQ(changes_, 3) << "nothing is written where there is nothing to remove";
}

TEST_F(PluginPruning, CallsGoOnceTheyEndedLongAgo) {
  const std::int64_t now = to_milliseconds(city_.engine().now()), day = 86'400'000;
  write([&](PluginWrites& writes) {
    for (int i = 0; i < 1'001; ++i) {
      PluginJobRow row;
      row.id = "411502J" + std::to_string(100'000 + i);
      row.county = "411502";
      row.plugin = "teller";
      row.state = job_state::kDone;
      row.ended_ms = now - (i == 0 ? 2 * day - 1 : 2 * day);
      writes.insert_job(row);
    }
  });
  prune({std::chrono::days(2), 100});
  const auto left = city_.read()->plugins().jobs_of_plugin("411502", "teller", "", 10);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].id, "411502J100000");
}

}  // namespace
}  // namespace qianqiao
