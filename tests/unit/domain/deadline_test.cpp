#include "workflows/domain/deadline.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/domain/domain_test_support.h"

namespace qianqiao {
namespace {

using testing::at;
using testing::day;

Budget calendar_days(int n) { return {BudgetUnit::kCalendarDays, n, {}}; }
Budget working_days(int n) { return {BudgetUnit::kWorkingDays, n, {}}; }
Budget fixed(const char* date) { return {BudgetUnit::kFixedDate, 0, day(date)}; }

Due due_of(const Budget& budget, const char* anchor) {
  return compute_due(budget, at(anchor), Calendar::shipped());
}

TEST(Deadline, EveryExampleOfTheDesign) {
  const auto examples = nlohmann::json::parse(testing::read_data("deadline_examples.json"));
  ASSERT_EQ(examples.size(), 24u);
  for (const auto& example : examples) {
    const auto start = example["start_local"].get<std::string>();
    const Budget budget = example["rule"] == "5wd" ? working_days(5) : calendar_days(30);
    ASSERT_TRUE(example["rule"] == "5wd" || example["rule"] == "30d");
    const Due due = due_of(budget, start.c_str());
    EXPECT_EQ(format_instant(due.instant), example["due_local"].get<std::string>() + "+08:00")
        << example["note"];
    if (example.contains("due_nominal")) {
      EXPECT_EQ(format_date(due.nominal), example["due_nominal"]) << example["note"];
    }
    EXPECT_FALSE(due.provisional) << example["note"];
  }
}

TEST(Deadline, RollsToNextWorkingDay) {
  const Due due = due_of(calendar_days(30), "2024-12-30T00:05");
  EXPECT_EQ(due.nominal, day("2025-01-29"));
  EXPECT_EQ(due.day, day("2025-02-05"));
  ASSERT_EQ(due.skipped.size(), 7u);
  EXPECT_EQ(due.skipped.front().day, day("2025-01-29"));
  EXPECT_EQ(due.skipped.back().day, day("2025-02-04"));
  EXPECT_EQ(due.skipped.back().why, DayKind::kHoliday);
  EXPECT_EQ(due.counted, (std::vector<Date>{day("2024-12-31"), day("2025-01-29")}));
}

TEST(Deadline, CalendarDaysInTheMiddleNeverMatter) {
  // 30 days over 春节 2025 that end on a working day: nothing is skipped.
  const Due due = due_of(calendar_days(30), "2025-01-15T10:00");
  EXPECT_EQ(due.day, day("2025-02-14"));
  EXPECT_TRUE(due.skipped.empty());
}

TEST(Deadline, ListsTheWorkingDaysThatItCounted) {
  const Due due = due_of(working_days(5), "2025-01-24T09:00");
  EXPECT_EQ(due.counted, (std::vector<Date>{day("2025-01-26"), day("2025-01-27"), day("2025-02-05"),
                                            day("2025-02-06"), day("2025-02-07")}));
  EXPECT_EQ(due.skipped.size(), 9u);
  EXPECT_EQ(due.skipped[0].why, DayKind::kWeekend);
  EXPECT_EQ(due.nominal, due.day);
}

TEST(Deadline, TheLocalMidnightDecidesTheAnchorsDay) {
  EXPECT_EQ(due_of(calendar_days(30), "2025-06-30T23:59:59.999").day, day("2025-07-30"));
  EXPECT_EQ(due_of(calendar_days(30), "2025-07-01T00:00").day, day("2025-07-31"));
  EXPECT_EQ(due_of(calendar_days(30), "2025-06-30T15:59:59Z").day, day("2025-07-30"));
  EXPECT_EQ(due_of(calendar_days(30), "2025-06-30T16:00:00Z").day, day("2025-07-31"));
}

TEST(Deadline, LeapDayCounts) {
  EXPECT_EQ(due_of(working_days(1), "2024-02-28T09:00").day, day("2024-02-29"));
  EXPECT_EQ(due_of(calendar_days(1), "2024-02-28T09:00").day, day("2024-02-29"));
  EXPECT_EQ(due_of(calendar_days(1), "2025-02-28T09:00").nominal, day("2025-03-01"));
}

TEST(Deadline, OneCalendarDayIsFirstAndLastAtOnce) {
  const Due due = due_of(calendar_days(1), "2025-03-10T09:00");
  EXPECT_EQ(due.counted, (std::vector<Date>{day("2025-03-11")}));
}

TEST(Deadline, AFixedDateIsNeverRolledNorProvisional) {
  const Due due = due_of(fixed("2027-11-20"), "2027-01-01T00:00");  // a Saturday, no notice
  EXPECT_EQ(due.nominal, day("2027-11-20"));
  EXPECT_EQ(format_instant(due.instant), "2027-11-20T23:59:59+08:00");
  EXPECT_FALSE(due.provisional);
  EXPECT_TRUE(due.counted.empty());
  EXPECT_TRUE(due.skipped.empty());
}

TEST(Deadline, AYearWithoutNoticeIsProvisional) {
  EXPECT_FALSE(due_of(calendar_days(30), "2026-12-01T10:00").provisional);
  EXPECT_TRUE(due_of(calendar_days(30), "2026-12-02T10:00").provisional);  // 2027-01-01
  EXPECT_FALSE(due_of(working_days(5), "2026-12-24T10:00").provisional);   // 2026-12-31
  EXPECT_TRUE(due_of(working_days(5), "2026-12-25T10:00").provisional);
  EXPECT_TRUE(due_of(working_days(5), "2027-03-01T10:00").provisional);
  // Counted in 2023 for calendar days: only the last day is looked up.
  EXPECT_FALSE(due_of(calendar_days(30), "2023-12-15T10:00").provisional);
  EXPECT_TRUE(due_of(working_days(30), "2023-12-15T10:00").provisional);
  EXPECT_TRUE(compute_due(working_days(5), at("2025-03-03T10:00"), Calendar()).provisional);
}

TEST(Deadline, RollingIntoAYearWithoutNoticeIsProvisional) {
  const auto only_2025 =
      Calendar::from_json(R"({"2025":{"off":["2025-01-01","2025-12-31"],"work":[]}})");
  const Due due = compute_due(calendar_days(30), at("2025-12-01T10:00"), *only_2025);
  EXPECT_EQ(due.nominal, day("2025-12-31"));
  EXPECT_EQ(due.day, day("2026-01-01"));  // weekends only
  EXPECT_TRUE(due.provisional);
}

TEST(Deadline, ANoticeOf2027MovesAProvisionalDate) {
  const auto notice =
      Calendar::from_json(R"({"2027":{"off":["2027-01-01","2027-01-02","2027-01-03"],"work":[]}})");
  const Calendar loaded = Calendar::shipped().merged_with(*notice);
  const Due before = due_of(calendar_days(30), "2026-12-02T10:00");
  const Due after = compute_due(calendar_days(30), at("2026-12-02T10:00"), loaded);
  EXPECT_EQ(before.day, day("2027-01-01"));
  EXPECT_TRUE(before.provisional);
  EXPECT_EQ(after.day, day("2027-01-04"));
  EXPECT_FALSE(after.provisional);
}

TEST(Deadline, LongestBudgetIsCounted) {
  const Budget longest = working_days(kLongestBudgetDays);
  EXPECT_TRUE(is_valid(longest));
  EXPECT_FALSE(is_valid(working_days(kLongestBudgetDays + 1)));
  EXPECT_FALSE(is_valid(calendar_days(0)));
  EXPECT_EQ(due_of(longest, "2024-01-01T00:00").counted.size(), 3650u);
}

TEST(Rung, AheadAndLaterFireAtNineOverdueAtMidnight) {
  const Calendar& c = Calendar::shipped();
  const Date due = day("2025-02-07");
  EXPECT_EQ(rung_instant(-1, due, c), at("2025-02-06T09:00"));
  EXPECT_EQ(rung_instant(-3, due, c), at("2025-01-27T09:00"));
  EXPECT_EQ(rung_instant(-7, due, c), at("2025-01-22T09:00"));
  EXPECT_EQ(rung_instant(0, due, c), at("2025-02-08T00:00"));
  EXPECT_EQ(rung_instant(1, due, c), at("2025-02-08T09:00"));  // a make-up Saturday
  EXPECT_EQ(rung_instant(3, due, c), at("2025-02-11T09:00"));
}

TEST(Rung, AroundAFixedDateOnANonWorkingDay) {
  const Calendar& c = Calendar::shipped();
  const Date saturday = day("2025-11-22");
  EXPECT_EQ(rung_instant(-1, saturday, c), at("2025-11-21T09:00"));
  EXPECT_EQ(rung_instant(-5, saturday, c), at("2025-11-17T09:00"));
  EXPECT_EQ(rung_instant(0, saturday, c), at("2025-11-23T00:00"));  // it passed on Saturday
  EXPECT_EQ(rung_instant(5, saturday, c), at("2025-11-28T09:00"));
}

TEST(Rung, BeyondTheLastNoticeIsProvisionalThoughTheDueDayIsNot) {
  const Calendar& c = Calendar::shipped();
  const Date last = day("2026-12-31");
  EXPECT_FALSE(is_rung_provisional(-7, last, c));
  EXPECT_FALSE(is_rung_provisional(0, last, c));
  EXPECT_TRUE(is_rung_provisional(1, last, c));
  EXPECT_FALSE(is_rung_provisional(1, day("2026-12-30"), c));
  EXPECT_TRUE(is_rung_provisional(2, day("2026-12-30"), c));
  EXPECT_TRUE(is_rung_provisional(-1, day("2024-01-01"), c));
}

}  // namespace
}  // namespace qianqiao
