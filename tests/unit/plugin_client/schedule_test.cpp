#include "workflows/domain/schedule.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

std::string next(const char* schedule, const char* after) {
  const auto at = Schedule::from(schedule).value().next(parse_instant(after).value());
  return at ? format_instant(*at) : "never";
}

TEST(Schedule, FindsTheNextTime) {
  EXPECT_EQ(next("0 9 * * 1", "2025-03-03T08:59"), "2025-03-03T09:00:00+08:00");
  EXPECT_EQ(next("0 9 * * 1", "2025-03-03T09:00"), "2025-03-10T09:00:00+08:00");
  EXPECT_EQ(next("*/20 8-9 * * *", "2025-03-03T09:41"), "2025-03-04T08:00:00+08:00");
  EXPECT_EQ(next("0 0 1,15 * *", "2025-03-02T00:00"), "2025-03-15T00:00:00+08:00");
  EXPECT_EQ(next("0 0 29 2 *", "2025-01-01T00:00"), "2028-02-29T00:00:00+08:00");
  EXPECT_EQ(next("0 0 13 * 5", "2025-03-03T00:00"), "2025-03-07T00:00:00+08:00");
  EXPECT_EQ(next("0 0 31 2 *", "2025-01-01T00:00"), "never");
}

TEST(Schedule, OthersAreNone) {
  for (const char* bad : {"", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
                          "* * * * 7", "a * * * *", "5-1 * * * *", "*/0 * * * *", "* * * * * *"})
    EXPECT_FALSE(Schedule::from(bad)) << bad;
}

}  // namespace
}  // namespace qianqiao
