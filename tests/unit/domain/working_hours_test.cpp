#include "workflows/domain/working_hours.h"

#include <gtest/gtest.h>

#include <string>

namespace qianqiao {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

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

TEST(WorkingHours, WorkingHoursAreNineToFiveOfWorkingDays) {
  EXPECT_EQ(next_working("2025-01-24T00:00"), "2025-01-24T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T08:59:59"), "2025-01-24T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T09:00"), "2025-01-24T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T12:34:56"), "2025-01-24T12:34:56+08:00");
  EXPECT_EQ(next_working("2025-01-24T16:59:59"), "2025-01-24T16:59:59+08:00");
  EXPECT_EQ(next_working("2025-01-23T17:00"), "2025-01-24T09:00:00+08:00");
}

TEST(WorkingHours, HolidaysAndMakeUpDaysCount) {
  EXPECT_EQ(next_working("2025-01-24T17:00"), "2025-01-26T09:00:00+08:00");  // Sunday, worked
  EXPECT_EQ(next_working("2025-01-25T10:00"), "2025-01-26T09:00:00+08:00");  // Saturday
  EXPECT_EQ(next_working("2025-01-27T17:00"), "2025-02-05T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-01-30T12:00"), "2025-02-05T09:00:00+08:00");
  EXPECT_EQ(next_working("2025-02-07T20:00"), "2025-02-08T09:00:00+08:00");  // Saturday, worked
}

TEST(WorkingHours, HoursAreThoseOfTheReceiver) {
  const WorkingHours hours_of_day{hours{8} + minutes{30}, hours{24}};
  EXPECT_EQ(next_working("2025-01-24T08:00", hours_of_day), "2025-01-24T08:30:00+08:00");
  EXPECT_EQ(next_working("2025-01-24T23:59:59", hours_of_day), "2025-01-24T23:59:59+08:00");
}

}  // namespace
}  // namespace qianqiao
