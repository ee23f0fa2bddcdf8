#include <gtest/gtest.h>

#include "server/api/clock_mover.h"

namespace qianqiao {
namespace {

using namespace std::chrono;

TEST(ClockSpan, DaysHoursMinutes) {
  EXPECT_EQ(parse_span("31d").value(), days(31));
  EXPECT_EQ(parse_span("12h").value(), hours(12));
  EXPECT_EQ(parse_span("0m").value(), minutes(0));
}

TEST(ClockSpan, AnythingElseIsNone) {
  for (const char* text : {"", "d", "31", "-1d", "1.5d", "1 d", "1d2h", "10001d", "99999999999d"})
    EXPECT_EQ(parse_span(text).error().code, "clock.span_malformed") << text;
}

}  // namespace
}  // namespace qianqiao
