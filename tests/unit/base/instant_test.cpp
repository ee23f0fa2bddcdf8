#include "workflows/base/instant.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using namespace std::chrono;

TEST(Instant, WithoutOffsetIsShanghaiTime) {
  EXPECT_EQ(parse_instant("2025-01-24T09:00"), parse_instant("2025-01-24T01:00:00Z"));
}

TEST(Instant, LocalDateIsNotTheUtcDate) {
  const auto just_after_midnight = parse_instant("2025-02-05T00:10");
  ASSERT_TRUE(just_after_midnight);
  EXPECT_EQ(format_date(local_date(*just_after_midnight)), "2025-02-05");
}

TEST(Instant, FormatsAndParsesBack) {
  for (const char* text : {"2025-01-24T09:00:00+08:00", "1970-01-01T00:00:00+08:00",
                           "2024-02-29T23:59:59.250+08:00"}) {
    const auto instant = parse_instant(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(format_instant(*instant), text);
  }
}

TEST(Instant, OtherOffsetsAreTheSameInstant) {
  EXPECT_EQ(parse_instant("2025-01-24T09:00:00+08:00"), parse_instant("2025-01-23T20:00:00-05:00"));
}

TEST(Instant, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2025", "2025-02-29", "2025-13-01", "2025-01-24T24:00", "2025-01-24T9:00",
        "2025-01-24T09:60", "2025-01-24T09:00+8", "2025-01-24T09:00:00.", "tomorrow",
        "2025-01-24T09:00:00+08:00x", "-025-01-24"}) {
    const auto instant = parse_instant(text);
    ASSERT_FALSE(instant) << text;
    EXPECT_EQ(instant.error().code, "time.malformed");
  }
}

TEST(Instant, EndOfDayIsItsLastSecond) {
  const auto day = parse_date("2025-02-11");
  ASSERT_TRUE(day);
  EXPECT_EQ(format_instant(end_of_day(*day)), "2025-02-11T23:59:59+08:00");
  EXPECT_EQ(format_instant(at_local_time(*day, hours(9))), "2025-02-11T09:00:00+08:00");
}

}  // namespace
}  // namespace qianqiao
