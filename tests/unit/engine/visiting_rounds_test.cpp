// Visiting rounds, (四): opened by a county, joined by its cases that wait for a visit.
#include "server/engine/visiting_rounds.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/engine/verifier.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr auto kCase = SubjectKind::kCase;
constexpr char kScreened[] = R"({"conditions_met":true})";

RoundRow round(const char* opens, const char* ends, const char* id = "") {
  return {id, "411502", "第一轮走访", *parse_date(opens), *parse_date(ends)};
}

RoundRow must_open(SmallCity& city, const RoundRow& row) {
  const auto opened = city.engine().open_round(row);
  EXPECT_TRUE(opened) << to_line(opened.error());
  return opened ? opened->row : RoundRow{};
}

std::string refusal(SmallCity& city, const RoundRow& row) {
  const auto opened = city.engine().open_round(row);
  return opened ? "" : opened.error().code;
}

void sweep(Engine& engine) {
  while (engine.sweep().more_due) {
  }
}

std::string round_of(SmallCity& city, const SubjectId& id) {
  return visiting_round(city.subject(id).configuration);
}

std::optional<DeadlineRow> clock_of(SmallCity& city, const SubjectId& id) {
  for (const DeadlineRow& row : city.read()->deadlines_of(id))
    if (row.rule == "first-visit-round") return row;
  return std::nullopt;
}

std::vector<HistoryRow> joinings(SmallCity& city, const SubjectId& id) {
  std::vector<HistoryRow> rows = city.read()->history(id, 0, 100);
  std::erase_if(rows, [](const HistoryRow& row) { return row.event != "RoundJoined"; });
  return rows;
}

std::vector<std::string> told(SmallCity& city, const std::string& notice) {
  std::vector<std::string> people;
  for (const MessageRow& message : city.read()->messages(0, 10'000))
    if (message.notice == notice && message.channel == "inbox")
      people.push_back(message.person + " " +
                       format_instant(from_milliseconds(message.claimed_ms)).substr(0, 16));
  return people;
}

std::string differences(SmallCity& city) {
  std::string out;
  for (const Difference& difference : verify(city.store(), {}).differences)
    out += difference.kind + " " + difference.where + ": " + difference.words.en + "\n";
  return out;
}

TEST(VisitingRound, IsJoinedByWhoWaitsInRosterAndVisitAndByNobodyElse) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId applied = city.applied(), roster = city.listed(), visit = city.listed(),
                  planned = city.listed(), excluded = city.listed();
  city.must(kCase, visit, "ScreenedIn", kScreened, "task_force-411502");
  city.must(kCase, planned, "ScreenedIn", kScreened, "task_force-411502");
  city.must(kCase, planned, "VisitPlanned",
            R"({"planned_on":"2025-03-05","team":"411502001","channel":"on_site"})",
            "visitor-411502");
  city.must(kCase, excluded, "ExcludedFromRoster", R"({"reason":"abnormal_operation"})",
            "task_force-411502");
  EXPECT_FALSE(clock_of(city, roster)) << "a clock runs without a round";
  const RoundRow opened = must_open(city, round("2025-03-03", "2025-04-30"));
  EXPECT_EQ(opened.id, "411502-2025-1");
  sweep(city.engine());
  for (const SubjectId& id : {roster, visit, planned}) {
    EXPECT_EQ(round_of(city, id), opened.id) << id;
    const auto clock = clock_of(city, id);
    ASSERT_TRUE(clock) << id;
    EXPECT_EQ(clock->due_nominal, "2025-04-30");
    EXPECT_EQ(format_instant(from_milliseconds(clock->due_ms)), "2025-04-30T23:59:59+08:00");
    const auto rows = joinings(city, id);
    ASSERT_EQ(rows.size(), 1u) << id;
    EXPECT_EQ(rows[0].actor, kSystemPerson);
    EXPECT_EQ(rows[0].clause, "(四)");
  }
  EXPECT_EQ(city.subject(planned).configuration.state, "Visit.Planned");
  for (const SubjectId& id : {applied, excluded}) {
    EXPECT_TRUE(joinings(city, id).empty()) << id;
    EXPECT_FALSE(clock_of(city, id)) << id;
  }
  const auto joining = joining_of(*city.read(), opened.id);
  ASSERT_TRUE(joining);
  EXPECT_TRUE(joining->is_done());
  EXPECT_EQ(joining->joined, 3);
  EXPECT_FALSE(city.engine().sweep().worked);
  EXPECT_EQ(differences(city), "");
}

TEST(VisitingRound, OfOneCountyLeavesOthersAlone) {
  SmallCity city;
  EnterpriseRow row;
  row.name = "光山油茶有限公司";
  row.kind = "company";
  row.county = "411522";
  ASSERT_TRUE(city.engine().list_enterprises({&row, 1}, "system", std::nullopt).front());
  const SubjectId other =
      city.read()->open_case_of(city.read()->enterprise_by_name("411522", row.name)->id)->id;
  const SubjectId own = city.listed();
  must_open(city, round("2025-03-03", "2025-04-30"));
  sweep(city.engine());
  EXPECT_TRUE(clock_of(city, own));
  EXPECT_FALSE(clock_of(city, other));
}

TEST(VisitingRound, IsJoinedInBoundedPiecesAndTakenUpAfterACut) {
  SmallCity city;
  std::vector<SubjectId> cases;
  for (int i = 0; i < 5; ++i) cases.push_back(city.listed());
  for (int i = 3; i < 5; ++i)
    city.must(kCase, cases[static_cast<std::size_t>(i)], "ScreenedIn", kScreened,
              "task_force-411502");
  must_open(city, round("2025-03-03", "2025-04-30"));
  const EngineOptions small{.seed = 3, .rungs_per_sweep = 500, .cases_per_sweep = 2};
  int joined = 0;
  {
    Engine first(city.store(), city.clock(), small);
    const SweepReport report = first.sweep();
    EXPECT_EQ(report.joined, 2);
    EXPECT_TRUE(report.more_due);
    joined += report.joined;
  }
  city.restart();
  Engine second(city.store(), city.clock(), small);
  for (int pieces = 0; pieces < 10; ++pieces) {
    const SweepReport report = second.sweep();
    EXPECT_LE(report.joined, 2);
    joined += report.joined;
    if (!report.more_due) break;
  }
  EXPECT_EQ(joined, 5);
  EXPECT_FALSE(second.sweep().worked);
  for (const SubjectId& id : cases) EXPECT_EQ(joinings(city, id).size(), 1u) << id;
  EXPECT_EQ(differences(city), "");
}

TEST(VisitingRound, ThatOpensLaterIsJoinedWhenItsDayComes) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.listed();
  must_open(city, round("2025-03-10", "2025-04-30"));
  EXPECT_EQ(city.engine().next_due_instant(), test::instant("2025-03-10T00:00"));
  city.advance_to("2025-03-09T23:59:59");
  EXPECT_FALSE(clock_of(city, id));
  city.restart();
  const SubjectId later = city.listed();  // on the eve
  EXPECT_EQ(round_of(city, later), "");
  city.advance_to("2025-03-10T08:00");
  for (const SubjectId& one : {id, later}) {
    const auto clock = clock_of(city, one);
    ASSERT_TRUE(clock);
    EXPECT_EQ(format_instant(from_milliseconds(clock->anchor_ms)), "2025-03-10T00:00:00+08:00");
  }
  EXPECT_EQ(differences(city), "");
}

TEST(VisitingRound, ThatEndedUnattendedArmsNothing) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.listed();
  const RoundRow opened = must_open(city, round("2025-03-10", "2025-03-14"));
  city.clock().set(test::instant("2025-03-15T00:00"));  // nobody came by meanwhile
  city.restart();
  sweep(city.engine());
  EXPECT_FALSE(clock_of(city, id));
  EXPECT_TRUE(joinings(city, id).empty());
  EXPECT_TRUE(joining_of(*city.read(), opened.id)->is_done());
  EXPECT_FALSE(city.engine().next_due_instant());
}

TEST(VisitingRound, TakesThoseWhoAreListedWhileItRuns) {
  SmallCity city("2025-03-03T09:00");
  const RoundRow first = must_open(city, round("2025-03-03", "2025-03-14"));
  const SubjectId during = city.listed();
  EXPECT_EQ(round_of(city, during), first.id);
  city.advance_to("2025-03-14T23:00");
  EXPECT_EQ(round_of(city, city.listed()), first.id) << "its last day is one of its days";
  city.advance_to("2025-03-15T00:00");
  const SubjectId after = city.listed();
  EXPECT_EQ(round_of(city, after), "");
  EXPECT_FALSE(clock_of(city, after));
  // Who was not visited in the first stays overdue in it; who came after it joins the next.
  const RoundRow second = must_open(city, round("2025-03-17", "2025-04-30"));
  city.advance_to("2025-03-17T12:00");
  EXPECT_EQ(round_of(city, during), first.id);
  EXPECT_EQ(round_of(city, after), second.id);
  EXPECT_EQ(differences(city), "");
}

TEST(VisitingRound, TakesBackWhoIsReinstated) {
  SmallCity city;
  const SubjectId id = city.listed();
  city.must(kCase, id, "ExcludedFromRoster", R"({"reason":"abnormal_operation"})",
            "task_force-411502");
  const RoundRow opened = must_open(city, round("2025-03-03", "2025-04-30"));
  sweep(city.engine());
  EXPECT_FALSE(clock_of(city, id));
  city.must(kCase, id, "Reinstated", R"({"reason":"已恢复经营"})", "task_force-411502");
  EXPECT_EQ(round_of(city, id), opened.id);
  ASSERT_TRUE(clock_of(city, id));
  EXPECT_EQ(clock_of(city, id)->due_nominal, "2025-04-30");
  EXPECT_EQ(differences(city), "");
}

TEST(VisitingRound, RemindsTheVisitorsThenTellsTheOfficeAndTheLeader) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId visited = city.listed(), forgotten = city.listed();
  city.must(kCase, visited, "ScreenedIn", kScreened, "task_force-411502");
  must_open(city, round("2025-03-03", "2025-03-31"));  // a Monday
  sweep(city.engine());
  city.advance_to("2025-03-20T10:00");
  city.must(kCase, visited, "VisitRecorded",
            R"({"visited_on":"2025-03-20","channel":"phone","outcome":"no_demand"})",
            "visitor-411502");
  city.advance_to("2025-05-01T09:00");
  using Lines = std::vector<std::string>;
  EXPECT_EQ(told(city, "first-visit-round.ahead-10"),
            (Lines{"visitor-411502 2025-03-17T09:00", "visitor-411502 2025-03-17T09:00"}));
  EXPECT_EQ(told(city, "first-visit-round.ahead-5"), Lines{"visitor-411502 2025-03-24T09:00"});
  EXPECT_EQ(told(city, "first-visit-round.ahead-1"), Lines{"visitor-411502 2025-03-28T09:00"});
  EXPECT_EQ(told(city, "first-visit-round.overdue"),
            Lines{"county_office-411502 2025-04-01T00:00"});
  // 清明, 4 to 6 April, is no working time.
  EXPECT_EQ(told(city, "first-visit-round.escalate-1"), Lines{"leader-411502 2025-04-08T09:00"});
  EXPECT_EQ(clock_of(city, visited)->state, DeadlineState::kMet);
  EXPECT_EQ(clock_of(city, forgotten)->state, DeadlineState::kRunning);
  EXPECT_EQ(differences(city), "");
}

TEST(VisitingRound, RemindsTheCountysVisitorsWhereNoTownshipIsKnown) {
  SmallCity city("2025-03-03T09:00");
  city.engine().administer([](Writer& writer) {
    Person visitor;
    visitor.id = "federation";  // 工商联
    visitor.home = "411502";
    writer.put_person(visitor);
    writer.put_appointment({visitor.id, std::string(roles::kVisitor), "411502",
                            *parse_date("2024-01-01"), std::nullopt});
  });
  EnterpriseRow row;
  row.name = "无乡镇农场";
  row.kind = "family_farm";
  row.county = "411502";
  ASSERT_TRUE(city.engine().list_enterprises({&row, 1}, "system", std::nullopt).front());
  city.listed();
  must_open(city, round("2025-03-03", "2025-03-17"));
  sweep(city.engine());
  city.advance_to("2025-03-10T12:00");
  EXPECT_EQ(
      told(city, "first-visit-round.ahead-5"),
      (std::vector<std::string>{"federation 2025-03-10T09:00", "visitor-411502 2025-03-10T09:00"}));
  EXPECT_TRUE(city.read()->incidents({}).empty());
}

TEST(VisitingRound, IsRefusedWhereItsDataAreUnsound) {
  SmallCity city("2025-03-03T09:00");
  RoundRow unknown = round("2025-03-03", "2025-04-30");
  unknown.county = "411525";
  EXPECT_EQ(refusal(city, unknown), "roster.county_not_set_up");
  unknown.county = "4115";  // the city has no rounds of its own
  EXPECT_EQ(refusal(city, unknown), "roster.county_not_set_up");
  EXPECT_EQ(refusal(city, round("2025-04-30", "2025-04-29")), "round.ends_before_it_opens");
  EXPECT_EQ(refusal(city, round("2025-02-01", "2025-03-02")), "round.over");
  EXPECT_EQ(refusal(city, round("2025-03-03", "2025-04-30", "一")), "round.id_malformed");
  RoundRow nameless = round("2025-03-03", "2025-04-30");
  nameless.name = " ";
  EXPECT_EQ(refusal(city, nameless), "round.name_malformed");
  EXPECT_TRUE(city.read()->rounds().empty());
  EXPECT_FALSE(city.engine().next_due_instant());
}

TEST(VisitingRound, StandsOnceAndOverlapsNoOther) {
  SmallCity city("2025-03-03T09:00");
  const RoundRow first = must_open(city, round("2025-03-03", "2025-03-31", "spring"));
  EXPECT_FALSE(city.engine().open_round(round("2025-03-03", "2025-03-31", "spring"))->is_new);
  EXPECT_EQ(city.engine().open_round(round("2025-03-03", "2025-03-31"))->row, first);
  EXPECT_EQ(refusal(city, round("2025-03-03", "2025-04-01", "spring")), "round.exists");
  EXPECT_EQ(refusal(city, round("2025-03-31", "2025-04-30")), "round.overlaps");
  EXPECT_EQ(refusal(city, round("2025-03-10", "2025-03-11")), "round.overlaps");
  EXPECT_EQ(must_open(city, round("2025-04-01", "2025-04-30")).id, "411502-2025-1");
  RoundRow others = round("2025-03-10", "2025-03-20");
  others.county = "411522";
  EXPECT_EQ(must_open(city, others).id, "411522-2025-1");
  city.advance_to("2025-04-02T09:00");
  EXPECT_FALSE(city.engine().open_round(first)->is_new) << "the same again is fine, also later";
}

// The date is statutory: it is the round's, not that of whoever posts.
TEST(VisitingRound, IsNotInventedByWhoPosts) {
  SmallCity city("2025-03-03T09:00");
  const SubjectId id = city.listed();
  const RoundRow opened = must_open(city, round("2025-03-03", "2025-04-30"));
  const RoundRow next = must_open(city, round("2025-05-06", "2025-06-30"));
  const auto join = [&](const std::string& round_id, const std::string& ends) {
    const auto outcome =
        city.post(kCase, id, "RoundJoined",
                  R"({"round":{"id":")" + round_id + R"(","ends":")" + ends + R"("}})",
                  "county_office-411502");
    return outcome ? "" : outcome.error().code;
  };
  EXPECT_EQ(join("invented", "2025-04-30"), "round.unknown");
  EXPECT_EQ(join(opened.id, "2025-12-31"), "round.unknown");
  EXPECT_EQ(join(next.id, "2025-06-30"), "round.unknown") << "it is not open yet";
  EXPECT_EQ(join(opened.id, "2025-04-30"), "");
  EXPECT_EQ(clock_of(city, id)->due_nominal, "2025-04-30");
  sweep(city.engine());
  EXPECT_EQ(joinings(city, id).size(), 1u);
}

}  // namespace
}  // namespace qianqiao
