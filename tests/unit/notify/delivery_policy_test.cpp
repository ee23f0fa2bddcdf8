#include "server/notify/delivery_policy.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::uint64_t kSeed = 20250303;

TEST(DeliveryPolicy, WaitsGrowAndStayWithinTheirJitter) {
  const std::vector<milliseconds> waits = {minutes{1}, minutes{5}, minutes{30}, hours{1},
                                           hours{2},   hours{4},   hours{6},    hours{8},
                                           hours{12},  hours{16},  hours{24}};
  RecordProperty("seed", std::to_string(kSeed));
  Random random(kSeed);
  const Instant now = parse_instant("2025-03-03T09:00").value();
  for (std::size_t i = 0; i < waits.size(); ++i) {
    bool is_shorter = false, is_longer = false;
    for (int round = 0; round < 200; ++round) {
      const auto next = next_attempt(static_cast<int>(i) + 1, now, random);
      ASSERT_TRUE(next) << "attempt " << i + 1 << ", seed " << kSeed;
      const milliseconds wait = *next - now;
      EXPECT_GE(wait, waits[i] * 4 / 5) << "attempt " << i + 1 << ", seed " << kSeed;
      EXPECT_LE(wait, waits[i] * 6 / 5) << "attempt " << i + 1 << ", seed " << kSeed;
      is_shorter = is_shorter || wait < waits[i];
      is_longer = is_longer || wait > waits[i];
    }
    EXPECT_TRUE(is_shorter && is_longer) << "no jitter after attempt " << i + 1;
  }
}

TEST(DeliveryPolicy, GivesUpAfterTwelveAttemptsInAboutThreeDays) {
  Random random(kSeed);
  const Instant start = parse_instant("2025-03-03T09:00").value();
  Instant now = start;
  int attempts = 1;
  while (const auto next = next_attempt(attempts, now, random)) {
    now = *next;
    ++attempts;
    ASSERT_LE(attempts, 100);
  }
  EXPECT_EQ(attempts, kMostAttempts);
  EXPECT_EQ(attempts, 12);
  EXPECT_GT(now - start, hours{58}) << "seed " << kSeed;
  EXPECT_LT(now - start, hours{90}) << "seed " << kSeed;
  EXPECT_FALSE(next_attempt(13, now, random));
}

}  // namespace
}  // namespace qianqiao
