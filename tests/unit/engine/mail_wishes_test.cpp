#include "server/engine/mail_wishes.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

Instant at(const char* text) { return parse_instant(text).value(); }
// On shipped working days; "" where nothing leaves.
std::string leaves(const MailWishRow& wish, const char* kind, const char* now) {
  const auto found = mail_leaves(wish, kind, at(now), Calendar::shipped());
  if (!found) return "";
  return format_instant(found->at).substr(0, 16) + (found->daily ? " daily" : "");
}

TEST(MailWishes, WithoutAWishMailLeavesInOfficeHours) {
  EXPECT_EQ(leaves({}, "deadline.ahead", "2025-03-03T10:30"), "2025-03-03T10:30");
  EXPECT_EQ(leaves({}, "event.pushed", "2025-03-03T18:00"), "2025-03-04T09:00");
}

TEST(MailWishes, EachKindGoesByItsOwn) {
  MailWishRow wish;
  wish.reminders = mail_timing::kNever;
  wish.overdue = mail_timing::kDaily;
  EXPECT_EQ(leaves(wish, "deadline.ahead", "2025-03-03T10:30"), "");
  EXPECT_EQ(leaves(wish, "deadline.overdue", "2025-03-03T10:30"), "2025-03-04T09:00 daily");
  EXPECT_EQ(leaves(wish, "deadline.escalate", "2025-03-03T08:30"), "2025-03-03T09:00 daily");
  EXPECT_EQ(leaves(wish, "event.pushed", "2025-03-03T10:30"), "2025-03-03T10:30");
}

// Friday evening; the Saturday and Sunday after it are no working days.
TEST(MailWishes, HoursAreThePersonsOwn) {
  MailWishRow wish;
  wish.from_min = 7 * 60 + 30;
  wish.to_min = 24 * 60;
  EXPECT_EQ(leaves(wish, "event.pushed", "2025-03-07T23:59"), "2025-03-07T23:59");
  wish.to_min = 20 * 60;
  EXPECT_EQ(leaves(wish, "event.pushed", "2025-03-07T20:00"), "2025-03-10T07:30");
  wish.news = mail_timing::kDaily;
  EXPECT_EQ(leaves(wish, "event.pushed", "2025-03-07T19:00"), "2025-03-10T07:30 daily");
}

TEST(MailWishes, WhatCannotBeWishedIsNamed) {
  const auto code = [](const MailWishRow& wish) {
    const auto checked = check_wish(wish);
    return checked ? std::string() : checked.error().code;
  };
  EXPECT_EQ(code({}), "");
  MailWishRow wish;
  wish.news = "often";
  EXPECT_EQ(code(wish), "mail.timing_unknown");
  wish.news = mail_timing::kNever;
  wish.overdue = mail_timing::kNever;
  EXPECT_EQ(code(wish), "mail.overdue_stays");
  wish.overdue = mail_timing::kNow;
  wish.from_min = wish.to_min;
  EXPECT_EQ(code(wish), "mail.hours_malformed");
  wish.from_min = -1;
  EXPECT_EQ(code(wish), "mail.hours_malformed");
  wish.from_min = 0;
  wish.to_min = 24 * 60 + 1;
  EXPECT_EQ(code(wish), "mail.hours_malformed");
}

}  // namespace
}  // namespace qianqiao
