// People's secret links to calendars of their deadlines: one a person, found by its digest.
#include "server/ports/calendar_records.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

CalendarFeedRow a_feed(const char* person, const char* token, std::int64_t made_ms) {
  return {person, sm3(token), "https://office.example.invalid", made_ms};
}

TEST_P(StoreSuite, AFeedIsFoundByItsTokenAndByItsPerson) {
  const CalendarFeedRow zhang = a_feed("zhang", "one", 1000), li = a_feed("li", "two", 2000);
  write([&](Writer& w) {
    w.calendar_writes().put_feed(zhang);
    w.calendar_writes().put_feed(li);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->calendars().feed(sm3("one")), zhang);
  EXPECT_EQ(reader->calendars().feed_of("li"), li);
  EXPECT_EQ(reader->calendars().feed(sm3("three")), std::nullopt);
  EXPECT_EQ(reader->calendars().feed_of("wang"), std::nullopt);
}

TEST_P(StoreSuite, ANewFeedEndsTheOneBeforeAndARevokedOneIsGone) {
  write([&](Writer& w) { w.calendar_writes().put_feed(a_feed("zhang", "one", 1000)); });
  const CalendarFeedRow second = a_feed("zhang", "two", 2000);
  write([&](Writer& w) {
    w.calendar_writes().put_feed(second);
    EXPECT_EQ(w.calendars().feed(sm3("one")), std::nullopt);
  });
  EXPECT_EQ(store_->reader()->calendars().feed_of("zhang"), second);
  write([&](Writer& w) {
    w.calendar_writes().delete_feed("zhang");
    w.calendar_writes().delete_feed("nobody");
  });
  EXPECT_EQ(store_->reader()->calendars().feed(sm3("two")), std::nullopt);
  EXPECT_EQ(store_->reader()->calendars().feed_of("zhang"), std::nullopt);
}

}  // namespace
}  // namespace qianqiao
