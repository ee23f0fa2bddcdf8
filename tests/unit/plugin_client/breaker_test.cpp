#include "server/plugin_client/breaker.h"

#include <gtest/gtest.h>

#include "temporary_plugin.h"

namespace qianqiao {
namespace {

using std::chrono::seconds;

class BreakerTest : public testing::Test {
 protected:
  void fail(int times) {
    for (int i = 0; i < times; ++i) {
      ASSERT_TRUE(breaker_.admits());
      breaker_.failed();
    }
  }
  SetClock clock_;
  Breaker breaker_{{.failures = 3, .first_pause = seconds(10), .longest_pause = seconds(30)},
                   clock_};
};

TEST_F(BreakerTest, OpensAfterFailuresInARow) {
  fail(2);
  breaker_.succeeded();
  fail(2);
  EXPECT_EQ(breaker_.state(), BreakerState::kClosed);
  fail(1);
  EXPECT_EQ(breaker_.state(), BreakerState::kOpened);
  EXPECT_FALSE(breaker_.admits());
}

TEST_F(BreakerTest, LetsOneTrialThroughAfterThePause) {
  fail(3);
  clock_.advance(seconds(10));
  EXPECT_EQ(breaker_.state(), BreakerState::kHalfOpen);
  EXPECT_TRUE(breaker_.admits());
  EXPECT_FALSE(breaker_.admits());
  breaker_.succeeded();
  EXPECT_EQ(breaker_.state(), BreakerState::kClosed);
  EXPECT_TRUE(breaker_.admits());
}

TEST_F(BreakerTest, PausesDoubleUpToTheLongest) {
  fail(3);
  for (const int pause : {10, 20, 30, 30}) {
    clock_.advance(seconds(pause) - std::chrono::milliseconds(1));
    EXPECT_FALSE(breaker_.admits()) << pause;
    clock_.advance(std::chrono::milliseconds(1));
    ASSERT_TRUE(breaker_.admits()) << pause;
    breaker_.failed();
  }
}

TEST_F(BreakerTest, ATrialThatWasNotMadeMayBeMadeAgain) {
  fail(3);
  clock_.advance(seconds(10));
  ASSERT_TRUE(breaker_.admits());
  breaker_.abandoned();
  EXPECT_TRUE(breaker_.admits());
}

TEST_F(BreakerTest, CallsThatWereUnderWayDoNotLengthenThePause) {
  fail(3);
  const auto until = breaker_.retry_at();
  clock_.advance(seconds(5));
  breaker_.failed();
  EXPECT_EQ(breaker_.retry_at(), until);
}

}  // namespace
}  // namespace qianqiao
