#include "server/api/wrong_tries.h"

#include <gtest/gtest.h>

#include "server/engine/clocks.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

class WrongTriesTest : public ::testing::Test {
 protected:
  void wrong(int times, const char* address = "192.0.2.1") {
    for (int i = 0; i < times; ++i) tries_.count(address);
  }
  const Instant start_ = from_milliseconds(1'740'000'000'000);
  SimulatedClock wall_{start_};
  WrongTries tries_{wall_};
};

TEST_F(WrongTriesTest, SomeAreFreeThenNothingFromThereIsLookedAt) {
  wrong(WrongTries::kFree - 1);
  EXPECT_EQ(tries_.locked_for("192.0.2.1"), std::nullopt);
  wrong(1);
  EXPECT_EQ(tries_.locked_for("192.0.2.1"), 1h);
  EXPECT_EQ(tries_.locked_for("192.0.2.2"), std::nullopt);
}

TEST_F(WrongTriesTest, TheWindowEndsAndBeginsAnew) {
  wrong(WrongTries::kFree);
  wall_.set(start_ + 59min + 59s + 1ms);
  EXPECT_EQ(tries_.locked_for("192.0.2.1"), 1s) << "never 0 seconds";
  wall_.set(start_ + 1h);
  EXPECT_EQ(tries_.locked_for("192.0.2.1"), std::nullopt);
  wrong(WrongTries::kFree - 1);
  EXPECT_EQ(tries_.locked_for("192.0.2.1"), std::nullopt);
}

}  // namespace
}  // namespace qianqiao
