// Extensions of deadlines: service clocks only, bounded, before they are over (process §4).
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/deadline_extension.h"
#include "server/engine/history_chain.h"
#include "server/engine/verifier.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr auto kCase = SubjectKind::kCase;
constexpr auto kReferral = SubjectKind::kReferral;
constexpr char kLeader[] = "leader-411502";

std::string until(const std::string& rule, const std::string& day) {
  return R"({"rule":")" + rule + R"(","until":")" + day +
         R"(","reason":"两名初审员同时离岗","authority":"浉河区工作专班组长","clause":"†"})";
}

std::vector<DeadlineRow> rows(SmallCity& city, const SubjectId& subject, const std::string& rule) {
  auto found = city.read()->deadlines_of(subject);
  std::erase_if(found, [&](const DeadlineRow& row) { return row.rule != rule; });
  return found;
}

std::string due(const DeadlineRow& row) { return format_instant(from_milliseconds(row.due_ms)); }

// "overdue 2025-03-11T00:00", in the order of their time; inherited ones are marked.
std::vector<std::string> claims(SmallCity& city, DeadlineId deadline) {
  std::vector<RungRow> rungs = city.read()->rungs_of(deadline);
  std::sort(rungs.begin(), rungs.end(),
            [](const RungRow& a, const RungRow& b) { return a.due_ms < b.due_ms; });
  std::vector<std::string> out;
  for (const RungRow& rung : rungs)
    out.push_back(rung.rung + " " +
                  format_instant(from_milliseconds(rung.claimed_ms)).substr(0, 16) +
                  (rung.inherited ? " inherited" : ""));
  return out;
}

int told(SmallCity& city, const std::string& notice, const PersonId& person) {
  int count = 0;
  for (const MessageRow& message : city.read()->messages(0, 10'000))
    count += message.notice == notice && message.channel == "inbox" && message.person == person;
  return count;
}

std::vector<std::string> differences(SmallCity& city) {
  std::vector<std::string> kinds;
  for (const Difference& difference : verify(city.store(), {}).differences)
    kinds.push_back(difference.kind);
  return kinds;
}

// "review-preliminary 0 2025-03-06T23:59:59+08:00": what a refusal leaves alone. Rungs may fire.
std::vector<std::string> standing(SmallCity& city, const SubjectId& subject) {
  std::vector<std::string> lines;
  for (const DeadlineRow& row : city.read()->deadlines_of(subject))
    lines.push_back(row.rule + " " + std::to_string(static_cast<int>(row.state)) + " " + due(row));
  return lines;
}

// Refused with this code, and nothing of it stored.
void expect_refused(SmallCity& city, SubjectKind kind, const SubjectId& subject,
                    const std::string& data, const PersonId& actor, const std::string& code) {
  const SubjectRow before = city.subject(subject);
  const auto deadlines = standing(city, subject);
  const Outcome outcome = city.post(kind, subject, "DeadlineExtended", data, actor);
  ASSERT_FALSE(outcome) << data;
  EXPECT_EQ(outcome.error().code, code) << data;
  EXPECT_EQ(city.subject(subject), before);
  EXPECT_EQ(standing(city, subject), deadlines);
  EXPECT_TRUE(city.read()->history(subject, before.version, 10).empty());
}

TEST(Extension, PutsALaterDeadlineInThePlaceOfTheOldOne) {
  SmallCity city("2025-03-03T09:00");  // a Monday: the third working day is Thursday the 6th
  const SubjectId id = city.applied();
  ASSERT_EQ(due(rows(city, id, "review-preliminary").at(0)), "2025-03-06T23:59:59+08:00");
  city.must(kCase, id, "DeadlineExtended", until("review-preliminary", "2025-03-10"), kLeader);

  const auto both = rows(city, id, "review-preliminary");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].state, DeadlineState::kVoid);
  EXPECT_EQ(due(both[0]), "2025-03-06T23:59:59+08:00") << "the old one is kept as it was";
  EXPECT_FALSE(both[0].next_rung_ms);
  EXPECT_EQ(both[1].state, DeadlineState::kRunning);
  EXPECT_EQ(both[1].supersedes, both[0].id);
  EXPECT_EQ(due(both[1]), "2025-03-10T23:59:59+08:00");
  EXPECT_EQ(both[1].anchor_ms, both[0].anchor_ms);
  EXPECT_EQ(both[1].effect, Effect::kService);
  const HistoryRow last = city.read()->history(id, both[1].armed_sequence - 1, 1).at(0);
  EXPECT_EQ(last.event, "DeadlineExtended");
  EXPECT_NE(last.data.find("两名初审员同时离岗"), std::string::npos);
  EXPECT_EQ(city.subject(id).configuration.state, "Review.Preliminary");

  city.advance_to("2025-03-14T12:00");
  EXPECT_EQ(claims(city, both[0].id), std::vector<std::string>{});
  EXPECT_EQ(claims(city, both[1].id),
            (std::vector<std::string>{"ahead-1 2025-03-07T09:00", "overdue 2025-03-11T00:00",
                                      "escalate-1 2025-03-12T09:00"}));
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

TEST(Extension, WhatWasToldAlreadyIsNotToldAgain) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  city.advance_to("2025-03-05T10:00");  // ahead-1 was at 09:00
  city.must(kCase, id, "DeadlineExtended", until("review-preliminary", "2025-03-11"), kLeader);
  const DeadlineRow extended = rows(city, id, "review-preliminary").at(1);
  EXPECT_EQ(extended.next_rung, "overdue");
  city.advance_to("2025-03-12T00:00");
  EXPECT_EQ(
      claims(city, extended.id),
      (std::vector<std::string>{"ahead-1 2025-03-05T09:00 inherited", "overdue 2025-03-12T00:00"}));
  EXPECT_EQ(told(city, "review-preliminary.ahead-1", "preliminary_reviewer-411502"), 1);
  EXPECT_EQ(told(city, "review-preliminary.overdue", "preliminary_reviewer-411502"), 1);
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

// The sweeper had not come by: what was due before the extension belongs to the old deadline.
TEST(Extension, RungsThatAreDueAreClaimedFirst) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  city.clock().set(test::instant("2025-03-06T23:59:59"));
  city.must(kCase, id, "DeadlineExtended", until("review-preliminary", "2025-03-07"), kLeader);
  const auto both = rows(city, id, "review-preliminary");
  EXPECT_EQ(claims(city, both.at(0).id), std::vector<std::string>{"ahead-1 2025-03-06T23:59"});
  EXPECT_EQ(claims(city, both.at(1).id),
            std::vector<std::string>{"ahead-1 2025-03-06T23:59 inherited"});
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

TEST(Extension, MetWithinItIsInTime) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral =
      city.referral(id, "BANK-A");  // contact within two working days: 5 March
  city.must(kReferral, referral, "DeadlineExtended", until("bank-contact", "2025-03-07"), kLeader);
  city.advance_to("2025-03-07T16:00");
  city.must(kReferral, referral, "Contacted", R"({"contacted_on":"2025-03-07","channel":"phone"})",
            "contact-BANK-A");
  const DeadlineRow extended = rows(city, referral, "bank-contact").at(1);
  EXPECT_EQ(extended.state, DeadlineState::kMet);
  EXPECT_LE(*extended.stopped_ms, extended.due_ms);
  EXPECT_EQ(told(city, "bank-contact.overdue", "contact-BANK-A"), 0);
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

TEST(Extension, ManySmallOnesReachNoFurtherThanOne) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();  // three working days, once more the same: 11 March
  for (const char* day : {"2025-03-07", "2025-03-10", "2025-03-11"})
    city.must(kCase, id, "DeadlineExtended", until("review-preliminary", day), kLeader);
  expect_refused(city, kCase, id, until("review-preliminary", "2025-03-12"), kLeader,
                 "deadline.beyond_bound");
  const auto chain = rows(city, id, "review-preliminary");
  ASSERT_EQ(chain.size(), 4u);
  for (std::size_t i = 1; i < chain.size(); ++i) EXPECT_EQ(chain[i].supersedes, chain[i - 1].id);
  city.advance_to("2025-03-20T12:00");
  EXPECT_EQ(told(city, "review-preliminary.overdue", "preliminary_reviewer-411502"), 1);
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

TEST(Extension, SeveralOfOneBatchStandSideBySide) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  const std::vector<Command> commands = {
      city.command(kCase, id, "DeadlineExtended", until("review-preliminary", "2025-03-07"),
                   kLeader),
      city.command(kCase, id, "DeadlineExtended", until("review-preliminary", "2025-03-07"),
                   kLeader),
      city.command(kCase, id, "DeadlineExtended", until("department-report", "2025-03-12"),
                   kLeader)};
  const auto outcomes = city.engine().execute(commands);
  EXPECT_TRUE(outcomes[0]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_EQ(outcomes[1].error().code, "deadline.not_later");
  EXPECT_TRUE(outcomes[2]);
  EXPECT_EQ(rows(city, id, "review-preliminary").size(), 2u);
  EXPECT_EQ(rows(city, id, "department-report").size(), 2u);
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

TEST(Extension, NobodyExtendsAStatutoryDeadline) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  for (const char* actor : {kLeader, "county_convener-411502", "city_office"}) {
    expect_refused(city, kReferral, referral, until("bank-decision", "2025-04-10"), actor,
                   "deadline.statutory");
    const Outcome outcome = city.post(kReferral, referral, "DeadlineExtended",
                                      until("bank-decision", "2025-04-10"), actor);
    EXPECT_NE(describe(outcome.error()).advice.zh.find("(六)"), std::string::npos)
        << "the clause is not named";
  }
  city.must(kReferral, referral, "Declined", "{}", "contact-BANK-A");
  expect_refused(city, kReferral, referral, until("bank-feedback", "2025-03-20"), kLeader,
                 "deadline.statutory");
}

TEST(Extension, ARoundsDateStands) {
  SmallCity city("2025-03-03T09:00");
  const RoundRow round{"R1", "411502", "第1轮走访", *parse_date("2025-03-03"),
                       *parse_date("2025-04-30")};
  ASSERT_TRUE(city.engine().open_round(round));
  const SubjectId id = city.listed();
  if (city.read()->deadlines_of(id).empty())
    city.must(kCase, id, "RoundJoined", R"({"round":{"id":"R1","ends":"2025-04-30"}})",
              "county_office-411502");
  expect_refused(city, kCase, id, until("first-visit-round", "2025-05-10"), kLeader,
                 "deadline.statutory");
}

TEST(Extension, NothingOfThatRuleRuns) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  for (const char* rule : {"push", "no-such-rule", "visit"})
    expect_refused(city, kCase, id, until(rule, "2025-03-10"), kLeader, "deadline.not_running");
  const Outcome outcome =
      city.post(kCase, id, "DeadlineExtended", until("push", "2025-03-10"), kLeader);
  EXPECT_NE(to_line(outcome.error()).find("review-preliminary"), std::string::npos)
      << "what does run is not named";
}

TEST(Extension, ALateOneIsRefusedAndTheBreachStays) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  city.clock().set(test::instant("2025-03-07T00:00:00"));  // no sweep in between
  expect_refused(city, kCase, id, until("review-preliminary", "2025-03-10"), kLeader,
                 "deadline.expired");
  city.advance_to("2025-03-07T09:00");
  EXPECT_EQ(told(city, "review-preliminary.overdue", "preliminary_reviewer-411502"), 1);
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

TEST(Extension, TheNewDayIsLaterAndWithinTheBound) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  for (const char* day : {"2025-03-06", "2025-03-05", "2024-01-01"})
    expect_refused(city, kCase, id, until("review-preliminary", day), kLeader,
                   "deadline.not_later");
  for (const char* day : {"2025-03-12", "2026-03-12", "9999-12-31"})
    expect_refused(city, kCase, id, until("review-preliminary", day), kLeader,
                   "deadline.beyond_bound");
}

TEST(Extension, NobodyExtendsAClockOfHisOwn) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  const std::string preliminary = until("review-preliminary", "2025-03-07");
  for (const char* actor : {"preliminary_reviewer-411502", "task_force-411502",
                            "deputy_leader-411502", "county_office-411502", "city_convener"})
    expect_refused(city, kCase, id, preliminary, actor, "authority.no_role");
  expect_refused(city, kCase, id, preliminary, "office-411522", "subject.not_found");

  const std::string opinion =
      R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},)"
      R"("no_new_implicit_debt":true,"conflict_of_interest":false})";
  for (const char* kind :
       {"credit_report", "public_credit_report", "registered_capital", "operation", "debt_evasion",
        "project_approval", "industry_environment_policy", "collateral", "litigation"})
    city.must(kCase, id, "InformationRecorded",
              std::string(R"({"kind":")") + kind +
                  R"(","conclusion":"favourable","source":"部门提供","authorised":true})",
              "task_force-411502");
  city.must(kCase, id, "ReviewApproved", opinion, "preliminary_reviewer-411502");
  city.must(kCase, id, "ReviewApproved", opinion, "bank_reviewer-411502");
  expect_refused(city, kCase, id, until("review-leader", "2025-03-06"), kLeader,
                 "authority.no_role");
  city.must(kCase, id, "DeadlineExtended", until("review-leader", "2025-03-06"),
            "county_convener-411502");
  city.must(kCase, id, "ReviewApproved", opinion, kLeader);
  expect_refused(city, kCase, id, until("review-signature", "2025-03-07"), "county_convener-411502",
                 "authority.no_role");
  city.must(kCase, id, "DeadlineExtended", until("review-signature", "2025-03-07"), "city_office");
  EXPECT_EQ(differences(city), std::vector<std::string>{});
}

// ---- What a county may add beside a statutory clock

Result<Definition> with_overlay(const std::string& lines) {
  const Definition& shipped = Definition::shipped();
  return Definition::merge(shipped.statute_yaml(), shipped.template_yaml(),
                           "overlay: 浉河区\narea: '411502'\n" + lines);
}

constexpr char kTighter[] =
    "deadlines:\n"
    "  - hook: bank-decision\n"
    "    budget: {calendar_days: 20}\n"
    "    ladder: [{rung: overdue, offset: 0, to: [bank_contact]}]\n";

std::string outcome(const ExtensibleClock& clock, const char* day, const char* now) {
  const auto answer = may_extend(clock, *parse_date(day), Calendar::shipped(), test::instant(now));
  return answer ? "extended" : answer.error().code;
}

ExtensibleClock clock_of(const Definition& definition, const std::string& rule,
                         const char* anchor) {
  const DeadlineRule* found = definition.rule(rule);
  EXPECT_NE(found, nullptr) << rule;
  const Instant at = test::instant(anchor);
  return {found, at, compute_due(found->budget, at, Calendar::shipped()).instant,
          extension_percent(definition), std::nullopt};
}

TEST(Extension, ATighterLimitNeverOutlastsTheStatutoryOne) {
  const auto definition = with_overlay(kTighter);
  ASSERT_TRUE(definition) << to_line(definition.error());
  ExtensibleClock tighter = clock_of(*definition, "bank-decision@411502", "2025-03-03T09:00");
  const ExtensibleClock statutory = clock_of(*definition, "bank-decision", "2025-03-03T09:00");
  tighter.statutory_due = statutory.due;  // 2 April
  constexpr char kNow[] = "2025-03-10T09:00";
  EXPECT_EQ(outcome(tighter, "2025-04-02", kNow), "extended");
  EXPECT_EQ(outcome(tighter, "2025-04-03", kNow), "deadline.beyond_statutory");
  EXPECT_EQ(outcome(statutory, "2025-04-03", kNow), "deadline.statutory");
}

TEST(Extension, TheBoundIsDataThatACountyMayTighten) {
  const auto half = with_overlay("limits: [{name: service_extension_percent_most, value: 50}]\n");
  ASSERT_TRUE(half) << to_line(half.error());
  const ExtensibleClock wait = clock_of(*half, "materials-wait", "2025-03-03T09:00");
  constexpr char kNow[] = "2025-03-10T09:00";  // ten working days: 17 March; five more: 24 March
  EXPECT_EQ(outcome(wait, "2025-03-24", kNow), "extended");
  EXPECT_EQ(outcome(wait, "2025-03-25", kNow), "deadline.beyond_bound");
  const auto none = with_overlay("limits: [{name: service_extension_percent_most, value: 0}]\n");
  ASSERT_TRUE(none) << to_line(none.error());
  EXPECT_EQ(outcome(clock_of(*none, "materials-wait", "2025-03-03T09:00"), "2025-03-18", kNow),
            "deadline.beyond_bound");
  const auto loose = with_overlay("limits: [{name: service_extension_percent_most, value: 101}]\n");
  ASSERT_FALSE(loose);
  EXPECT_EQ(loose.error().code, "definition.statute_loosened");
}

// ---- What the verifier makes of it

// Writes an event into a subject's history past the engine, with a digest that fits.
void forge(SmallCity& city, const SubjectId& id, const std::string& data) {
  const auto writer = city.store().begin();
  SubjectRow subject = *writer->subject(id);
  HistoryRow row = writer->history(id, subject.version - 1, 1).at(0);
  row.sequence = ++subject.version;
  row.instant_ms = to_milliseconds(city.clock().now());
  row.event = "DeadlineExtended";
  row.data = nlohmann::json::parse(data).dump();
  row.receipt_key.clear();
  row.request_digest.clear();
  row.digest = subject.head = chain_digest(subject.head, row);
  writer->update_subject(subject);
  writer->append_history(row);
  writer->commit();
}

bool names(const std::vector<std::string>& kinds, const char* kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

TEST(Verifier, NamesAnExtensionThatMustNotHaveBeen) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  ASSERT_EQ(differences(city), std::vector<std::string>{});
  forge(city, referral, until("bank-decision", "2025-04-30"));
  EXPECT_TRUE(names(differences(city), "deadline.extension_unlawful"));
}

TEST(Verifier, NamesAnExtensionAfterTheLastDay) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  city.advance_to("2025-03-07T09:00");
  forge(city, id, until("review-preliminary", "2025-03-10"));
  EXPECT_TRUE(names(differences(city), "deadline.extension_unlawful"));
}

TEST(Verifier, NamesAnExtensionOfWhatDidNotRun) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  forge(city, id, until("push", "2025-03-10"));
  EXPECT_EQ(differences(city), std::vector<std::string>{"deadline.extension_unlawful"});
}

TEST(Verifier, NamesADayLaterThanTheOneThatWasGranted) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.applied();
  city.must(kCase, id, "DeadlineExtended", until("review-preliminary", "2025-03-10"), kLeader);
  DeadlineRow row = rows(city, id, "review-preliminary").at(1);
  row.budget.fixed_date += std::chrono::days(1);
  const auto writer = city.store().begin();
  writer->update_deadline(row);
  writer->commit();
  EXPECT_TRUE(names(differences(city), "deadline.budget_wrong"));
}

}  // namespace
}  // namespace qianqiao
