// Working-day notices, and what was computed by which calendar.
#include "server/ports/calendar_records.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

TEST_P(StoreSuite, AProposalComesBackAsItWasSettled) {
  CalendarProposalRow first, second;
  first.notices = second.notices = R"({"2027":{"off":["2027-01-01"],"work":[]}})";
  first.proposed_by = "zhang";
  first.proposed_ms = 1000;
  first.moves = 3;
  first.moves_digest = "abc";
  second.proposed_by = "li";
  write([&](Writer& w) {
    first.id = w.calendar_writes().insert_proposal(first);
    second.id = w.calendar_writes().insert_proposal(second);
  });
  EXPECT_EQ(store_->reader()->calendars().proposal(first.id), first);
  EXPECT_EQ(store_->reader()->calendars().proposals(0, 10), (std::vector{second, first}));
  EXPECT_EQ(store_->reader()->calendars().proposals(second.id, 10), std::vector{first});
  first.state = proposal_state::kInForce;
  first.settled_by = "li";
  first.settled_ms = 2000;
  write([&](Writer& w) { w.calendar_writes().update_proposal(first); });
  EXPECT_EQ(store_->reader()->calendars().proposal(first.id), first);
  EXPECT_EQ(store_->reader()->calendars().proposal(99), std::nullopt);
}

// From the day of the anchor to the due day, and each rung: claimed, or still to come.
TEST_P(StoreSuite, ADeadlineIsOfThePeriodsThatItRunsThroughOrIsToldIn) {
  const auto at = [](std::int64_t ms) { return from_milliseconds(ms); };
  const auto within = [&](std::int64_t from, std::int64_t until) {
    return store_->reader()->calendars().deadlines_within(at(from), at(until));
  };
  write([&](Writer& w) {
    w.insert_subject(a_case("C1", "E1"));
    DeadlineRow row = a_deadline("C1", 5000);
    row.anchor_ms = 1000;
    row.due_ms = 5000;
    row.calendar_version = "one";
    row.next_rung_ms = 7000;
    const DeadlineId id = w.insert_deadline(row);
    RungRow rung;
    rung.deadline = id;
    rung.rung = "overdue";
    rung.due_ms = 9000;
    EXPECT_TRUE(w.claim_rung(rung));
  });
  const CalendarReads::ByVersion one = {{"one", 1}}, none;
  EXPECT_EQ(within(0, 1000), none);
  EXPECT_EQ(within(0, 1001), one);
  EXPECT_EQ(within(3000, 4000), one);
  EXPECT_EQ(within(5000, 5001), one);
  EXPECT_EQ(within(5001, 7000), none);
  EXPECT_EQ(within(7000, 7001), one);
  EXPECT_EQ(within(7001, 9000), none);
  EXPECT_EQ(within(9000, 9001), one);
  EXPECT_EQ(within(9001, 99999), none);
}

}  // namespace
}  // namespace qianqiao
