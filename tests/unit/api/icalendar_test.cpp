#include "server/api/icalendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Instant kNow = test::instant("2025-03-03T09:00");

CalendarEvent an_event(const char* due) {
  CalendarEvent event;
  event.uid = "411502R000001-7@qianqiao";
  event.due = test::instant(due);
  event.summary = "作出授信决定 · 411502R000001";
  return event;
}

TEST(Folding, LinesHoldSeventyFiveOctetsAndComeTogetherAgain) {
  std::string line = "SUMMARY:";
  for (int i = 0; i < 100; ++i) line += "授信a";
  const std::string out = folded(line);
  std::string together;
  std::size_t begin = 0;
  for (std::size_t end = out.find("\r\n"); end != std::string::npos;
       begin = end + 2, end = out.find("\r\n", begin)) {
    EXPECT_LE(end - begin, 75u);
    std::string_view part = std::string_view(out).substr(begin, end - begin);
    if (begin > 0) {
      ASSERT_EQ(part.front(), ' ');
      part.remove_prefix(1);
    }
    EXPECT_NE(static_cast<unsigned char>(part.front()) & 0xC0, 0x80) << "within a character";
    together += part;
  }
  EXPECT_EQ(together, line);
  EXPECT_EQ(begin, out.size());
}

TEST(Folding, ALineThatFitsIsLeft) {
  EXPECT_EQ(folded(std::string(75, 'x')), std::string(75, 'x') + "\r\n");
  EXPECT_EQ(folded(std::string(76, 'x')), std::string(75, 'x') + "\r\n x\r\n");
}

TEST(Calendar, ADeadlineOfADayIsAllDay) {
  const std::string out = to_icalendar("n", {an_event("2025-04-02T23:59:59")}, kNow);
  EXPECT_THAT(out, HasSubstr("DTSTART;VALUE=DATE:20250402\r\nDTEND;VALUE=DATE:20250403\r\n"));
  EXPECT_THAT(out, HasSubstr("DTSTAMP:20250303T010000Z\r\n"));
  EXPECT_THAT(out, HasSubstr("STATUS:CONFIRMED\r\n"));
}

TEST(Calendar, ADeadlineOfHoursIsTimed) {
  CalendarEvent event = an_event("2025-04-02T10:30:00");
  event.tentative = true;
  event.url = "https://h/cases/1";
  const std::string out = to_icalendar("n", {event}, kNow);
  EXPECT_THAT(out, HasSubstr("DTSTART:20250402T023000Z\r\n"));
  EXPECT_THAT(out, Not(HasSubstr("VALUE=DATE:")));
  EXPECT_THAT(out, HasSubstr("URL:https://h/cases/1\r\nSTATUS:TENTATIVE\r\n"));
}

TEST(Calendar, TextCannotEndItsLine) {
  CalendarEvent event = an_event("2025-04-02T23:59:59");
  event.summary = "a\r\nEND:VEVENT;b,c\\d";
  const std::string out = to_icalendar("n", {event}, kNow);
  EXPECT_THAT(out, HasSubstr("SUMMARY:a\\nEND:VEVENT\\;b\\,c\\\\d\r\n"));
}

}  // namespace
}  // namespace qianqiao
