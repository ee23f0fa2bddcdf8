// Deadlines that run, late banks that are told, higher levels that hear of it (process §4, §5).
#include <gtest/gtest.h>

#include <algorithm>

#include "server/engine/courier.h"
#include "server/engine/deadline_check.h"
#include "server/engine/messenger.h"
#include "server/engine/verifier.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr auto kReferral = SubjectKind::kReferral;

DeadlineRow deadline_of(SmallCity& city, const SubjectId& subject, const std::string& rule) {
  for (const DeadlineRow& row : city.read()->deadlines_of(subject))
    if (row.rule == rule && row.state != DeadlineState::kVoid) return row;
  ADD_FAILURE() << subject << " has no deadline " << rule;
  return {};
}

std::vector<std::string> claims(SmallCity& city, DeadlineId deadline) {
  std::vector<RungRow> rungs = city.read()->rungs_of(deadline);
  std::sort(rungs.begin(), rungs.end(),
            [](const RungRow& a, const RungRow& b) { return a.due_ms < b.due_ms; });
  std::vector<std::string> out;
  for (const RungRow& rung : rungs)
    out.push_back(rung.rung + " " +
                  format_instant(from_milliseconds(rung.claimed_ms)).substr(0, 16));
  return out;
}

std::vector<std::string> told(SmallCity& city, const std::string& notice) {
  std::vector<std::string> people;
  for (const MessageRow& message : city.read()->messages(0, 10'000))
    if (message.notice == notice && message.channel == "inbox") people.push_back(message.person);
  std::sort(people.begin(), people.end());
  return people;
}

std::string differences(SmallCity& city) {
  std::string out;
  for (const Difference& difference : verify(city.store(), {}).differences)
    out += difference.kind + " " + difference.where + ": " + difference.words.en + "\n";
  return out;
}

TEST(Ladder, SilentBankClimbsToTheProvince) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.pushed();
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");  // Monday: the 30th day is Wednesday 2 April
  const DeadlineRow deadline = deadline_of(city, referral, "bank-decision");
  EXPECT_EQ(deadline.due_nominal, "2025-04-02");
  EXPECT_EQ(format_instant(from_milliseconds(deadline.due_ms)), "2025-04-02T23:59:59+08:00");
  city.advance_to("2025-05-01T12:00");
  // 清明 (4 to 6 April) is passed over in counting working days.
  EXPECT_EQ(claims(city, deadline.id),
            (std::vector<std::string>{"ahead-7 2025-03-24T09:00", "ahead-3 2025-03-28T09:00",
                                      "ahead-1 2025-04-01T09:00", "overdue 2025-04-03T00:00",
                                      "escalate-1 2025-04-08T09:00", "escalate-2 2025-04-14T09:00",
                                      "escalate-3 2025-04-24T09:00"}));
  EXPECT_EQ(told(city, "bank-decision.ahead-7"), (std::vector<std::string>{"contact-BANK-A"}));
  EXPECT_EQ(told(city, "bank-decision.overdue"),
            (std::vector<std::string>{"contact-BANK-A", "head-BANK-A", "task_force-411502",
                                      "task_force2-411502"}));
  EXPECT_EQ(told(city, "bank-decision.escalate-1"), (std::vector<std::string>{"leader-411502"}));
  EXPECT_EQ(told(city, "bank-decision.escalate-2"),
            (std::vector<std::string>{"city_office", "county_convener-411502"}));
  EXPECT_EQ(told(city, "bank-decision.escalate-3"), (std::vector<std::string>{"city_convener"}));
  const auto listed = city.read()->list_entries({"411502", "province_report"});
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].subject, referral);
  EXPECT_EQ(differences(city), "");
}

TEST(Ladder, OneBanksOutcomeNeverTouchesAnothersClock) {
  SmallCity city;
  const SubjectId id = city.pushed();
  const SubjectId a = city.referral(id, "BANK-A"), b = city.referral(id, "BANK-B");
  city.complete_materials(a, "BANK-A");
  city.complete_materials(b, "BANK-B");
  city.must(kReferral, a, "Granted", test::kGrant, "contact-BANK-A");
  EXPECT_EQ(deadline_of(city, a, "bank-decision").state, DeadlineState::kMet);
  EXPECT_EQ(deadline_of(city, b, "bank-decision").state, DeadlineState::kRunning);
  EXPECT_EQ(city.subject(id).configuration.state, "Financing.Drawdown");
  EXPECT_EQ(differences(city), "");
}

TEST(Ladder, ActInTimeStopsTheClockBeforeItTellsAnybody) {
  SmallCity city;
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  city.advance_to("2025-04-02T23:59:59");  // the last second is in time
  city.must(kReferral, referral, "Declined", "{}", "contact-BANK-A");
  const DeadlineRow decision = deadline_of(city, referral, "bank-decision");
  EXPECT_EQ(decision.state, DeadlineState::kMet);
  EXPECT_LE(*decision.stopped_ms, decision.due_ms);
  city.advance_to("2025-04-03T12:00");
  EXPECT_TRUE(told(city, "bank-decision.overdue").empty());
  // The feedback's own five working days run from the decision: 清明 is passed over.
  EXPECT_EQ(deadline_of(city, referral, "bank-feedback").due_nominal, "2025-04-10");
  EXPECT_EQ(differences(city), "");
}

TEST(Ladder, BreachStaysThoughNobodyCameByBeforeTheLateAct) {
  SmallCity city;
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  city.clock().set(test::instant("2025-04-03T00:00:01"));  // no sweep in between
  city.must(kReferral, referral, "Granted", test::kGrant, "contact-BANK-A");
  const DeadlineRow deadline = deadline_of(city, referral, "bank-decision");
  EXPECT_EQ(deadline.state, DeadlineState::kMet);
  EXPECT_GT(*deadline.stopped_ms, deadline.due_ms);
  const auto rungs = claims(city, deadline.id);
  ASSERT_FALSE(rungs.empty());
  EXPECT_EQ(rungs.back().substr(0, 7), "overdue");
  EXPECT_FALSE(told(city, "bank-decision.overdue").empty());
  EXPECT_EQ(differences(city), "");
}

TEST(Ladder, MissedRungsAreClaimedInOrderAfterDowntimeAndSaySo) {
  SmallCity city;
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  city.clock().set(test::instant("2025-04-10T10:00"));
  city.restart();
  while (city.engine().sweep().more_due) {
  }
  const DeadlineRow deadline = deadline_of(city, referral, "bank-decision");
  std::vector<std::string> names;
  for (const std::string& claim : claims(city, deadline.id))
    names.push_back(claim.substr(0, claim.find(' ')));
  EXPECT_EQ(names,
            (std::vector<std::string>{"ahead-7", "ahead-3", "ahead-1", "overdue", "escalate-1"}));
  bool says_so = false;
  for (const MessageRow& message : city.read()->messages(0, 10'000))
    says_so = says_so || (message.notice == "bank-decision.overdue" &&
                          message.body.find("迟发") != std::string::npos);
  EXPECT_TRUE(says_so);
  EXPECT_EQ(city.engine().sweep().claimed, 0);
  EXPECT_EQ(differences(city), "");
}

TEST(Ladder, ReminderWhoseTimeIsPastWhenArmedIsLeftOut) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.must(kReferral, referral, "Declined", "{}", "contact-BANK-A");
  const DeadlineRow feedback = deadline_of(city, referral, "bank-feedback");
  EXPECT_EQ(feedback.next_rung, "ahead-1");
  city.advance_to("2025-03-20T12:00");
  EXPECT_EQ(claims(city, feedback.id),
            (std::vector<std::string>{"ahead-1 2025-03-07T09:00", "overdue 2025-03-11T00:00",
                                      "escalate-1 2025-03-11T09:00", "escalate-2 2025-03-13T09:00",
                                      "escalate-3 2025-03-19T09:00"}));
}

TEST(Ladder, CorrectedAnchorKeepsTheOldDeadlineAndInheritsItsRungs) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.advance_to("2025-03-07T10:00");
  city.complete_materials(referral, "BANK-A");
  const DeadlineRow before = deadline_of(city, referral, "bank-decision");
  city.advance_to("2025-03-31T10:00");
  const std::size_t claimed_before = claims(city, before.id).size();
  EXPECT_GT(claimed_before, 0u);
  city.must(kReferral, referral, "CompletionCorrectionProposed",
            R"({"received_on":"2025-03-05","reason":"银行收件回执","evidence":"回执照片"})",
            "task_force-411502");
  const auto alone =
      city.post(kReferral, referral, "MaterialsCompletionCorrected", "{}", "task_force-411502");
  EXPECT_FALSE(alone) << "one person alone moved a statutory date";
  city.must(kReferral, referral, "MaterialsCompletionCorrected", "{}", "leader-411502");
  const DeadlineRow after = deadline_of(city, referral, "bank-decision");
  EXPECT_EQ(after.supersedes, before.id);
  EXPECT_EQ(after.due_nominal, "2025-04-04");
  EXPECT_EQ(city.read()->deadline(before.id)->state, DeadlineState::kVoid);
  EXPECT_EQ(city.read()->deadline(before.id)->due_ms, before.due_ms);
  EXPECT_GE(claims(city, after.id).size(), claimed_before);
  city.advance_to("2025-05-31T10:00");
  EXPECT_EQ(told(city, "bank-decision.ahead-7").size(), 1u) << "told again after the correction";
  EXPECT_EQ(differences(city), "");
}

TEST(Ladder, LateReferralsOfOneBankAreOneLetter) {
  SmallCity city("2025-03-03T09:00");
  for (int i = 0; i < 3; ++i) {
    const SubjectId id = city.pushed(R"(["BANK-A"])");
    city.complete_materials(city.referral(id, "BANK-A"), "BANK-A");
  }
  city.advance_to("2025-04-03T00:00");
  int letters = 0;
  for (const MessageRow& message : city.read()->messages(0, 10'000)) {
    if (message.channel != "email" || message.person != "contact-BANK-A") continue;
    if (message.notice != "bank-decision.overdue") continue;
    ++letters;
    EXPECT_EQ(city.read()->message_lines(message.id).size(), 3u);
    EXPECT_EQ(format_instant(from_milliseconds(message.not_before_ms)),
              "2025-04-03T09:00:00+08:00");
  }
  EXPECT_EQ(letters, 1);
}

// A channel that fails as often as it is told to.
class FlakyChannel : public Notifier {
 public:
  explicit FlakyChannel(int failures) : failures_(failures) {}
  Result<Delivery> send(const MessageRow& message, Instant) override {
    sent.push_back(message);
    if (failures_-- > 0) return fail("notify.refused", {{"reason", "503"}});
    return Delivery{false};
  }
  std::vector<MessageRow> sent;

 private:
  int failures_;
};

Courier courier_for(SmallCity& city, Notifier& channel) {
  return Courier(
      city.store(), city.clock(), channel,
      [&city](const std::function<void(Writer&)>& change) { city.engine().record(change); },
      [](int attempts, Instant now) -> std::optional<Instant> {
        if (attempts >= 3) return std::nullopt;
        return now + std::chrono::minutes(10 * attempts);
      });
}

MessageRow only_letter_to(SmallCity& city, const std::string& person) {
  for (const MessageRow& message : city.read()->messages(0, 10'000))
    if (message.channel == "email" && message.person == person &&
        message.notice == "bank-decision.overdue")
      return message;
  ADD_FAILURE() << "no letter to " << person;
  return {};
}

SmallCity& with_late_bank(SmallCity& city) {
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  city.complete_materials(city.referral(id, "BANK-A"), "BANK-A");
  city.advance_to("2025-04-03T08:00");
  return city;
}

TEST(Courier, TriesAgainAfterAFailureWithTheSameId) {
  SmallCity city;
  with_late_bank(city);
  FlakyChannel channel(1000);
  Courier courier = courier_for(city, channel);
  const MessageRow before = only_letter_to(city, "contact-BANK-A");
  while (courier.run_once() > 0) {
  }
  channel = FlakyChannel(0);
  city.clock().set(test::instant("2025-04-03T09:00"));
  courier.run_once();
  const MessageRow after = only_letter_to(city, "contact-BANK-A");
  EXPECT_EQ(after.stable_id, before.stable_id);
  EXPECT_EQ(after.attempts, 1);
  EXPECT_TRUE(after.sent_ms);
  EXPECT_FALSE(after.delivered_ms) << "accepted by the first server is not delivered";
  EXPECT_FALSE(after.read_ms);
}

TEST(Courier, GivesUpVisibly) {
  SmallCity city;
  with_late_bank(city);
  FlakyChannel channel(1'000'000);
  Courier courier = courier_for(city, channel);
  for (const char* at : {"2025-04-03T09:00", "2025-04-03T09:10", "2025-04-03T09:30"}) {
    city.clock().set(test::instant(at));
    courier.run_once(1000);
  }
  const MessageRow letter = only_letter_to(city, "contact-BANK-A");
  EXPECT_EQ(letter.attempts, 3);
  EXPECT_TRUE(letter.dead_ms);
  EXPECT_FALSE(letter.sent_ms);
  const auto incidents = city.read()->incidents({.limit = 1000});
  EXPECT_TRUE(std::any_of(incidents.begin(), incidents.end(), [&](const IncidentRow& incident) {
    return incident.kind == "delivery" && incident.message == letter.id;
  }));
  city.clock().set(test::instant("2025-04-10T09:30"));
  EXPECT_EQ(courier.run_once(1000), 0);
}

TEST(Calendar2027, ProvisionalDeadlineIsReprojectedAndWrittenToHistory) {
  SmallCity city("2026-12-14T09:00");
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  const DeadlineRow before = deadline_of(city, referral, "bank-decision");
  EXPECT_TRUE(before.provisional);
  EXPECT_EQ(before.due_nominal, "2027-01-13");
  const auto notice = Calendar::from_json(
      R"({"2027":{"off":["2027-01-01","2027-01-13","2027-01-14"],"work":["2027-01-16"]}})");
  ASSERT_TRUE(notice) << to_line(notice.error());
  const auto proposed = city.engine().propose_calendar(*notice, "city_office");
  ASSERT_TRUE(proposed);
  EXPECT_TRUE(proposed->asks_second_person);
  EXPECT_EQ(deadline_of(city, referral, "bank-decision"), before) << "a proposal changed something";
  const std::int64_t notice_id = proposed->proposal.id;
  EXPECT_EQ(city.engine().confirm_calendar(notice_id, "city_office").error().code,
            "calendar.own_proposal");
  EXPECT_EQ(deadline_of(city, referral, "bank-decision"), before) << "one person moved a date";
  const auto moves = city.engine().confirm_calendar(notice_id, "convener1");
  ASSERT_TRUE(moves) << to_line(moves.error());
  EXPECT_EQ(moves->moves.size(), proposed->moves.size());
  EXPECT_TRUE(moves->as_proposed);
  const DeadlineRow after = deadline_of(city, referral, "bank-decision");
  EXPECT_FALSE(after.provisional);
  EXPECT_EQ(format_instant(from_milliseconds(after.due_ms)), "2027-01-15T23:59:59+08:00");
  const HistoryRow last = city.read()->history(referral, city.subject(referral).version - 1, 1)[0];
  EXPECT_EQ(last.event, "DeadlinesReprojected");
  EXPECT_NE(last.data.find("2027-01-15"), std::string::npos);
  EXPECT_EQ(last.actor, "convener1");
  EXPECT_NE(last.data.find(R"("proposed_by":"city_office")"), std::string::npos);
  const auto again = city.engine().propose_calendar(*notice, "city_office");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "calendar.unchanged");
  city.restart();
  EXPECT_TRUE(city.engine().rule_book()->calendar().has_notice(2027));
  EXPECT_EQ(differences(city), "");
}

// What runs without a next rung has passed all of its ladder, or somebody should be told.
TEST(Ladder, PastItsEndIsKnownFromNeverArmed) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId referral = city.referral(city.pushed(), "BANK-A");
  city.complete_materials(referral, "BANK-A");
  DeadlineRow deadline = deadline_of(city, referral, "bank-decision");
  const auto rules = city.engine().rule_book();
  EXPECT_FALSE(is_past_ladder(*city.read(), *rules, deadline));
  city.advance_to("2025-05-01T12:00");
  deadline = deadline_of(city, referral, "bank-decision");
  EXPECT_FALSE(deadline.next_rung_ms);
  EXPECT_EQ(deadline.state, DeadlineState::kRunning);
  EXPECT_TRUE(is_past_ladder(*city.read(), *rules, deadline));
}

TEST(Ladder, AClockIsListedWhereItsCaseBelongs) {
  SmallCity city;
  const SubjectId id = city.pushed();
  const SubjectId referral = city.referral(id, "BANK-A");
  city.must(SubjectKind::kCase, id, "JurisdictionChanged", R"({"county":"411522","reason":"搬迁"})",
            "city_office");
  for (const SubjectId& subject : {id, referral})
    for (const DeadlineRow& row : city.read()->deadlines_of(subject))
      EXPECT_EQ(row.county, row.state == DeadlineState::kRunning ? "411522" : "411502") << row.rule;
  EXPECT_EQ(differences(city), "");
}

}  // namespace
}  // namespace qianqiao
