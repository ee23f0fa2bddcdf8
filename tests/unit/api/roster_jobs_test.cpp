#include "server/api/roster_jobs.h"

#include <gtest/gtest.h>

#include <future>

namespace qianqiao {
namespace {

// Runs until it is told to end.
auto until_told(std::promise<std::string>& ended) {
  return [&ended](const RosterJobSignal& signal) {
    while (!signal.should_end()) std::this_thread::yield();
    ended.set_value(signal.cancelled ? "cancelled" : "stopping");
  };
}

TEST(RosterJobs, OneIsCancelledAndTheOthersGoOn) {
  RosterJobs jobs;
  std::promise<std::string> first, second;
  ASSERT_TRUE(jobs.start("1", until_told(first)));
  ASSERT_TRUE(jobs.start("2", until_told(second)));
  EXPECT_TRUE(jobs.cancel("1"));
  EXPECT_EQ(first.get_future().get(), "cancelled");
  EXPECT_FALSE(jobs.cancel("3"));
  jobs.stop();
  EXPECT_EQ(second.get_future().get(), "stopping");
  EXPECT_EQ(jobs.start("4", [](const RosterJobSignal&) {}).error().code, "server.stopping");
}

TEST(RosterJobs, NoMoreThanAFewAtATime) {
  RosterJobs jobs;
  std::vector<std::promise<std::string>> ended(RosterJobs::kMost);
  for (std::size_t i = 0; i < ended.size(); ++i)
    ASSERT_TRUE(jobs.start(std::to_string(i), until_told(ended[i])));
  EXPECT_EQ(jobs.start("more", [](const RosterJobSignal&) {}).error().code,
            "roster.too_many_running");
  jobs.stop();
}

}  // namespace
}  // namespace qianqiao
