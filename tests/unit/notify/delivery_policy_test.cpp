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

// 2025: Spring Festival off 28 January to 4 February; Sunday 26 January is worked.
Calendar calendar_2025() {
  return Calendar::from_json(R"({"2025": {"off": ["2025-01-28", "2025-01-29", "2025-01-30",
      "2025-01-31", "2025-02-01", "2025-02-02", "2025-02-03", "2025-02-04"],
      "work": ["2025-01-26", "2025-02-08"]}})")
      .value();
}

std::string next_working(const std::string& at, WorkingHours hours_of_day = {}) {
  return format_instant(
      next_working_instant(parse_instant(at).value(), calendar_2025(), hours_of_day));
}

TEST(DeliveryPolicy, WorkingHoursAreNineToFiveOfWorkingDays) {
  EXPECT_EQ(next_working("2025-01-24T00:00"), "2025-01-24T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T08:59:59"), "2025-01-24T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T09:00"), "2025-01-24T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T12:34:56"), "2025-01-24T12:34:56+08:00");
  EXPECT_EQ(next_working("2025-01-24T16:59:59"), "2025-01-24T16:59:59+08:00");
  EXPECT_EQ(next_working("2025-01-23T17:00"), "2025-01-24T09:00:00+08:00");
}

TEST(DeliveryPolicy, HolidaysAndMakeUpDaysCount) {
  EXPECT_EQ(next_working("2025-01-24T17:00"), "2025-01-26T09:00:00+08:00");  // Sunday, worked
  EXPECT_EQ(next_working("2025-01-25T10:00"), "2025-01-26T09:00:00+08:00");  // Saturday
  EXPECT_EQ(next_working("2025-01-27T17:00"), "2025-02-05T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-30T12:00"), "2025-02-05T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-02-07T20:00"), "2025-02-08T09:00:00+08:00");  // Saturday, worked
}

TEST(DeliveryPolicy, HoursAreThoseOfTheReceiver) {
  const WorkingHours hours_of_day{hours{8} + minutes{30}, hours{24}};
  EXPECT_EQ(next_working("2025-01-24T08:00", hours_of_day), "2025-01-24T08:30:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T23:59:59", hours_of_day), "2025-01-24T23:59:59+08:00");
}

}  // namespace
}  // namespace qianqiao
