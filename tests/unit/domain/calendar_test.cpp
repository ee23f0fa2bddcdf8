#include "workflows/domain/calendar.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/domain_test_support.h"
#include "workflows/domain/calendar_difference.h"

namespace qianqiao {
namespace {

using std::chrono::days;
using testing::day;

TEST(Calendar, ShippedNoticesCover2024To2026) {
  EXPECT_EQ(Calendar::shipped().years(), (std::vector<int>{2024, 2025, 2026}));
  EXPECT_TRUE(Calendar::shipped().has_notice(2025));
  EXPECT_FALSE(Calendar::shipped().has_notice(2027));
  EXPECT_TRUE(Calendar::shipped().has_notice_for(day("2024-01-01")));
  EXPECT_TRUE(Calendar::shipped().has_notice_for(day("2026-12-31")));
  EXPECT_FALSE(Calendar::shipped().has_notice_for(day("2023-12-31")));
  EXPECT_FALSE(Calendar::shipped().has_notice_for(day("2027-01-01")));
}

TEST(Calendar, KnowsTheKindOfEachDay) {
  const Calendar& c = Calendar::shipped();
  EXPECT_EQ(c.kind(day("2025-01-24")), DayKind::kWorking);
  EXPECT_EQ(c.kind(day("2025-01-25")), DayKind::kWeekend);
  EXPECT_EQ(c.kind(day("2025-01-26")), DayKind::kMakeUpWorking);
  EXPECT_EQ(c.kind(day("2025-01-28")), DayKind::kHoliday);
  EXPECT_EQ(c.kind(day("2025-02-01")), DayKind::kHoliday);  // a Saturday within the holiday
  EXPECT_TRUE(c.is_working_day(day("2025-01-26")));
  EXPECT_FALSE(c.is_working_day(day("2025-01-25")));
}

// The table of bytes must say exactly what the sets of the notices say.
TEST(Calendar, EveryDayAgreesWithItsNotice) {
  const Calendar& c = Calendar::shipped();
  for (Date d = day("2022-01-01"); d < day("2029-01-01"); d += days(1)) {
    const int year = static_cast<int>(std::chrono::year_month_day(d).year());
    const auto notice = c.notices().find(year);
    const unsigned weekday = std::chrono::weekday(d).c_encoding();
    DayKind expected = weekday == 0 || weekday == 6 ? DayKind::kWeekend : DayKind::kWorking;
    if (notice != c.notices().end() && notice->second.off.count(d)) expected = DayKind::kHoliday;
    if (notice != c.notices().end() && notice->second.work.count(d))
      expected = DayKind::kMakeUpWorking;
    EXPECT_EQ(c.kind(d), expected) << format_date(d);
    EXPECT_EQ(c.has_notice_for(d), notice != c.notices().end()) << format_date(d);
  }
}

TEST(Calendar, WithoutNoticesGoesByTheWeek) {
  const Calendar none;
  EXPECT_EQ(none.version(), "none");
  EXPECT_FALSE(none.has_notice_for(day("2025-10-01")));
  EXPECT_TRUE(none.is_working_day(day("2025-10-01")));
  EXPECT_FALSE(none.is_working_day(day("2025-10-04")));
  EXPECT_FALSE(none.is_working_day(day("1969-12-28")));  // a Sunday before the epoch
  EXPECT_TRUE(none.is_working_day(day("1969-12-29")));
}

TEST(Calendar, AYearBetweenTwoNoticesHasNone) {
  const auto c = Calendar::from_json(
      R"({"2024":{"off":["2024-01-01"]},"2026":{"off":["2026-01-01"],"work":["2026-01-04"]}})");
  ASSERT_TRUE(c);
  EXPECT_TRUE(c->has_notice_for(day("2024-12-31")));
  EXPECT_FALSE(c->has_notice_for(day("2025-01-01")));
  EXPECT_FALSE(c->has_notice_for(day("2025-12-31")));
  EXPECT_TRUE(c->has_notice_for(day("2026-01-01")));
  EXPECT_TRUE(c->is_working_day(day("2025-01-01")));  // a Wednesday: weekends only
}

TEST(Calendar, AddsWorkingDaysBothWays) {
  const Calendar& c = Calendar::shipped();
  EXPECT_EQ(c.add_working_days(day("2025-01-24"), 0), day("2025-01-24"));
  EXPECT_EQ(c.add_working_days(day("2025-01-25"), 0), day("2025-01-25"));
  EXPECT_EQ(c.add_working_days(day("2025-01-24"), 1), day("2025-01-26"));
  EXPECT_EQ(c.add_working_days(day("2025-01-27"), 1), day("2025-02-05"));
  EXPECT_EQ(c.add_working_days(day("2025-02-05"), -1), day("2025-01-27"));
  EXPECT_EQ(c.add_working_days(day("2025-02-05"), -2), day("2025-01-26"));
  EXPECT_EQ(c.add_working_days(day("2025-02-02"), -1), day("2025-01-27"));
}

TEST(Calendar, NamesHolidaysWithTheirWholeRange) {
  const Calendar& c = Calendar::shipped();
  const auto name = [&](const char* d) { return c.holiday(day(d)).value().name.zh; };
  EXPECT_EQ(c.holiday(day("2025-02-01")),
            (Holiday{{"春节", "the Spring Festival"}, day("2025-01-28"), day("2025-02-04")}));
  EXPECT_EQ(name("2024-01-01"), "元旦");
  EXPECT_EQ(name("2024-02-17"), "春节");
  EXPECT_EQ(name("2024-04-06"), "清明节");
  EXPECT_EQ(name("2024-05-03"), "劳动节");
  EXPECT_EQ(name("2024-06-10"), "端午节");
  EXPECT_EQ(name("2024-09-16"), "中秋节");
  EXPECT_EQ(name("2024-10-07"), "国庆节");
  EXPECT_EQ(name("2025-10-03"), "国庆节、中秋节");  // eight days: 中秋 2025 is 6 October
  EXPECT_EQ(name("2026-02-23"), "春节");
  EXPECT_EQ(name("2026-09-25"), "中秋节");
  EXPECT_EQ(name("2026-10-01"), "国庆节");
  EXPECT_FALSE(c.holiday(day("2025-01-25")));  // a plain weekend
  EXPECT_FALSE(c.holiday(day("2025-01-27")));
}

TEST(Calendar, AHolidayGoesOnThroughWeekendsThatItsNoticeLeavesOut) {
  // 2023: 中秋 and 国庆 joined, 29 September to 6 October, Saturday and Sunday not listed.
  const auto c = Calendar::from_json(
      R"({"2023":{"off":["2023-09-03","2023-09-29","2023-10-02","2023-10-03","2023-10-04",
      "2023-10-05","2023-10-06"],"work":["2023-10-07","2023-10-08"]}})");
  ASSERT_TRUE(c) << to_line(c.error());
  EXPECT_EQ(c->holiday(day("2023-10-04")).value().first, day("2023-09-29"));
  EXPECT_EQ(c->holiday(day("2023-10-04")).value().last, day("2023-10-06"));
  EXPECT_EQ(c->holiday(day("2023-10-04")).value().name.zh, "中秋节、国庆节");
  EXPECT_EQ(c->holiday(day("2023-09-03")).value().name.zh, "放假日");
}

TEST(Calendar, VersionNamesTheContent) {
  const Calendar& c = Calendar::shipped();
  EXPECT_EQ(c.version().size(), 12u);
  const auto again = Calendar::from_json(c.to_json());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->version(), c.version());
  EXPECT_EQ(again->notices(), c.notices());
  const auto more = Calendar::from_json(R"({"2027":{"off":["2027-01-01"]}})");
  EXPECT_NE(c.merged_with(*more).version(), c.version());
  EXPECT_EQ(c.merged_with(Calendar()).version(), c.version());
  EXPECT_EQ(Calendar::from_json("{}")->version(), "none");
}

TEST(Calendar, MergingReplacesWholeYearsAndLeavesTheOthers) {
  const auto more = Calendar::from_json(R"({"2026":{"off":["2026-01-01"]}})");
  const Calendar merged = Calendar::shipped().merged_with(*more);
  EXPECT_TRUE(merged.is_working_day(day("2026-10-01")));
  EXPECT_FALSE(merged.is_working_day(day("2025-10-01")));
  EXPECT_FALSE(Calendar::shipped().is_working_day(day("2026-10-01")));  // unchanged
}

TEST(Calendar, WithoutAYearIsTheRestAndThatYearGoesByTheWeek) {
  const Calendar less = Calendar::shipped().without(2026);
  EXPECT_EQ(less.years(), (std::vector<int>{2024, 2025}));
  EXPECT_TRUE(less.is_working_day(day("2026-10-01")));
  EXPECT_FALSE(less.has_notice_for(day("2026-10-01")));
  EXPECT_FALSE(less.is_working_day(day("2025-10-01")));
  EXPECT_EQ(less.merged_with(Calendar::shipped()).version(), Calendar::shipped().version());
  EXPECT_EQ(Calendar::shipped().without(2031).version(), Calendar::shipped().version());
}

TEST(CalendarDifference, ListsDaysThatChangedKind) {
  const auto notice =
      Calendar::from_json(R"({"2027":{"off":["2027-01-01","2027-01-02"],"work":["2027-01-09"]}})");
  const Calendar& before = Calendar::shipped();
  const CalendarDifference d = compare_calendars(before, before.merged_with(*notice));
  EXPECT_EQ(d.years_added, (std::vector<int>{2027}));
  EXPECT_TRUE(d.years_removed.empty());
  EXPECT_EQ(d.days, (std::vector<DayChange>{
                        {day("2027-01-01"), DayKind::kWorking, DayKind::kHoliday},
                        {day("2027-01-02"), DayKind::kWeekend, DayKind::kHoliday},
                        {day("2027-01-09"), DayKind::kWeekend, DayKind::kMakeUpWorking}}));
}

TEST(CalendarDifference, NothingChangedIsEmptyAndBackIsTheReverse) {
  const Calendar& c = Calendar::shipped();
  EXPECT_TRUE(compare_calendars(c, c).empty());
  const CalendarDifference gone = compare_calendars(c, Calendar());
  EXPECT_EQ(gone.years_removed, (std::vector<int>{2024, 2025, 2026}));
  EXPECT_EQ(gone.days.size(), 28u + 8 + 28 + 5 + 33 + 6);  // all named days
}

}  // namespace
}  // namespace qianqiao
