#include "server/api/deadline_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

TEST(DeadlineJson, OverdueBeginsWithTheNextDay) {
  DeadlineRow row;
  const Date last = Date(std::chrono::year(2025) / 2 / 7);
  row.due_ms = to_milliseconds(end_of_day(last));
  EXPECT_FALSE(is_overdue(row, end_of_day(last) + std::chrono::milliseconds(999)));
  EXPECT_TRUE(is_overdue(row, start_of_day(last + std::chrono::days(1))));
  row.state = DeadlineState::kMet;
  EXPECT_FALSE(is_overdue(row, start_of_day(last + std::chrono::days(9))));
}

TEST(DeadlineJson, TellsWhichDaysWereCountedAndWhichNot) {
  const DeadlineRule* rule = Definition::shipped().rule("bank-feedback");
  ASSERT_NE(rule, nullptr);
  const auto json = to_json(*rule, parse_instant("2025-01-24T09:00").value(), Calendar::shipped());
  EXPECT_EQ(json.at("due"), "2025-02-07T23:59:59+08:00");
  EXPECT_EQ(json.at("due_nominal"), "2025-02-07");
  EXPECT_EQ(json.at("counted_days").size(), 5U);
  EXPECT_EQ(json.at("skipped")[0].at("why"), "weekend");
  EXPECT_EQ(json.at("effect"), "statutory");
}

}  // namespace
}  // namespace qianqiao
