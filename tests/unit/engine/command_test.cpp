// How the engine takes commands: receipts, versions, authority, one transaction with many fates.
#include <gtest/gtest.h>

#include "server/engine/history_chain.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr auto kCase = SubjectKind::kCase;
constexpr char kScreened[] = R"({"conditions_met":true})";

TEST(Engine, AcceptedEventBecomesAChainedHistoryRow) {
  SmallCity city;
  const SubjectId id = city.listed();
  const SubjectRow row = city.must(kCase, id, "ScreenedIn", kScreened, "task_force-411502");
  EXPECT_EQ(row.configuration.state, "Visit.Unplanned");
  EXPECT_EQ(row.version, 2);
  const auto history = city.read()->history(id, 0, 10);
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].digest, chain_digest(Digest{}, history[0]));
  EXPECT_EQ(history[1].digest, chain_digest(history[0].digest, history[1]));
  EXPECT_EQ(row.head, history[1].digest);
  EXPECT_EQ(history[1].event, "ScreenedIn");
  EXPECT_EQ(history[1].actor, "task_force-411502");
  EXPECT_EQ(history[1].clause, "(四)");
}

TEST(Engine, RefusedCommandDoesNotSinkItsBatch) {
  SmallCity city;
  const SubjectId first = city.listed(), second = city.listed(), third = city.listed();
  const std::vector<Command> batch = {
      city.command(kCase, first, "ScreenedIn", kScreened, "task_force-411502"),
      city.command(kCase, second, "BatchPushed", R"({"batch":"1"})", "task_force-411502"),
      city.command(kCase, third, "ScreenedIn", kScreened, "task_force-411502")};
  const auto outcomes = city.engine().execute(batch);
  EXPECT_TRUE(outcomes[0]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_EQ(outcomes[1].error().code, "event.not_allowed_here");
  EXPECT_FALSE(outcomes[1].error().allowed_events.empty());
  EXPECT_TRUE(outcomes[2]);
  EXPECT_EQ(city.subject(second).version, 1);
  EXPECT_EQ(city.read()->history(second, 0, 10).size(), 1u);
}

TEST(Engine, SameKeyAndBodyIsDoneOnce) {
  SmallCity city;
  const SubjectId id = city.listed();
  Command command = city.command(kCase, id, "ScreenedIn", kScreened, "task_force-411502");
  command.idempotency_key = "key-1";
  const auto outcomes = city.engine().execute(std::vector<Command>{command, command});
  ASSERT_TRUE(outcomes[0]);
  ASSERT_TRUE(outcomes[1]);
  EXPECT_FALSE(outcomes[0]->replayed);
  EXPECT_TRUE(outcomes[1]->replayed);
  EXPECT_EQ(outcomes[0]->sequence, outcomes[1]->sequence);
  city.restart();
  const auto again = city.engine().execute(command);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(city.subject(id).version, 2);
}

TEST(Engine, SameKeyWithAnotherBodyIsRefused) {
  SmallCity city;
  const SubjectId id = city.listed();
  Command command = city.command(kCase, id, "ScreenedIn", kScreened, "task_force-411502");
  command.idempotency_key = "key-1";
  ASSERT_TRUE(city.engine().execute(command));
  Command other = city.command(kCase, id, "ScreenedIn",
                               R"({"conditions_met":true,"remark":"另一份"})", "task_force-411502");
  other.idempotency_key = "key-1";
  const auto outcome = city.engine().execute(other);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "idempotency.key_reused");
}

TEST(Engine, KeyBelongsToItsActor) {
  SmallCity city;
  const SubjectId first = city.listed(), second = city.listed();
  Command one = city.command(kCase, first, "ScreenedIn", kScreened, "task_force-411502");
  Command two = city.command(kCase, second, "ScreenedIn", kScreened, "task_force2-411502");
  one.idempotency_key = two.idempotency_key = "key-1";
  EXPECT_TRUE(city.engine().execute(one));
  EXPECT_TRUE(city.engine().execute(two));
}

TEST(Engine, StaleVersionIsRefused) {
  SmallCity city;
  const SubjectId id = city.listed();
  Command command = city.command(kCase, id, "ScreenedIn", kScreened, "task_force-411502");
  command.expected_version = 7;
  const auto outcome = city.engine().execute(command);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "version.stale");
  EXPECT_EQ(describe(outcome.error()).http_status, 412);
}

TEST(Engine, WhoHasNoBusinessWithASubjectDoesNotLearnThatItExists) {
  SmallCity city;
  const SubjectId id = city.listed();
  const auto foreign = city.post(kCase, id, "ScreenedIn", kScreened, "force-411522");
  const auto missing =
      city.post(kCase, "411502C999999", "ScreenedIn", kScreened, "task_force-411502");
  ASSERT_FALSE(foreign);
  ASSERT_FALSE(missing);
  EXPECT_EQ(foreign.error().code, missing.error().code);
  EXPECT_EQ(foreign.error().code, "subject.not_found");
}

TEST(Engine, AnotherRolesEventIsRefused) {
  SmallCity city;
  const SubjectId id = city.listed();
  const auto outcome = city.post(kCase, id, "ScreenedIn", kScreened, "visitor-411502");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "authority.no_role");
}

TEST(Engine, ABankTouchesItsOwnReferralOnly) {
  SmallCity city;
  const SubjectId id = city.pushed();
  const SubjectId of_b = city.referral(id, "BANK-B");
  const auto outcome =
      city.post(SubjectKind::kReferral, of_b, "MaterialsCompleted", "{}", "contact-BANK-A");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "subject.not_found");
  const auto on_case =
      city.post(kCase, id, "Withdrawn", R"({"reason":"enterprise_wish"})", "contact-BANK-A");
  ASSERT_FALSE(on_case);
  EXPECT_EQ(on_case.error().code, "subject.not_found");
}

TEST(Engine, ASlipIsForTheBankOfItsReferralAndTheDepartmentsOfItsParts) {
  SmallCity city;
  city.engine().administer([](Writer& writer) {
    writer.put_organisation({"DEPT-LAND", "411502", OrganisationKind::kDepartment,
                             "浉河区自然资源局", "411502", "", ""});
    Person officer;
    officer.id = "land-411502";
    officer.home = "DEPT-LAND";
    writer.put_person(officer);
    writer.put_appointment({"land-411502", std::string(roles::kDepartment), "DEPT-LAND",
                            *parse_date("2024-01-01"), std::nullopt});
  });
  const SubjectId id = city.pushed();
  const SubjectId referral = city.referral(id, "BANK-A");
  Command raise =
      city.command(SubjectKind::kSlip, "", "Raised",
                   R"({"kind":"permit","description":"缺少登记证明"})", "contact-BANK-A");
  raise.opening = Opening{"", "", id, referral};
  const auto raised = city.engine().execute(raise);
  ASSERT_TRUE(raised) << to_line(raised.error());
  const SubjectId slip = raised->subject.id;
  Command foreign = raise;
  foreign.actor = "contact-BANK-B";
  const auto refused = city.engine().execute(foreign);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "subject.not_found");

  city.must(SubjectKind::kSlip, slip, "Dispatched",
            R"({"parts":[{"id":"tax","department":"DEPT-TAX","request":"出具证明"},)"
            R"({"id":"land","department":"DEPT-LAND","request":"办理登记"}]})",
            "task_force-411502");
  const std::string start_land = R"({"part":"land"})";
  const auto others_part =
      city.post(SubjectKind::kSlip, slip, "HandlingStarted", start_land, "department-411502");
  ASSERT_FALSE(others_part) << "one department took up another's part";
  city.must(SubjectKind::kSlip, slip, "HandlingStarted", start_land, "land-411502");
}

TEST(Engine, MandateLetsAnotherActAndHistoryNamesBoth) {
  SmallCity city;
  const SubjectId id = city.listed();
  Command command = city.command(kCase, id, "ScreenedIn", kScreened, "window_clerk-411502");
  command.acting_for = "task_force-411502";
  const auto without = city.engine().execute(command);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code, "authority.no_mandate");
  std::int64_t mandate = 0;
  city.engine().administer([&](Writer& writer) {
    mandate = writer.insert_mandate({0, "task_force-411502", "window_clerk-411502",
                                     *parse_date("2025-03-01"), *parse_date("2025-03-31")});
  });
  ASSERT_TRUE(city.engine().execute(command));
  const HistoryRow row = city.read()->history(id, 1, 1).front();
  EXPECT_EQ(row.actor, "window_clerk-411502");
  EXPECT_EQ(row.acting_for, "task_force-411502");
  EXPECT_EQ(row.mandate, mandate);
}

TEST(Engine, OneOpenCasePerEnterprise) {
  SmallCity city;
  const SubjectId id = city.listed();
  Command listed = city.command(kCase, "", "Listed", "{}", "county_office-411502");
  listed.opening = Opening{"411502", city.subject(id).enterprise, "", ""};
  const auto again = city.engine().execute(listed);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "case.already_open");
  Command walk_in = city.command(
      kCase, "", "WalkedIn",
      R"({"receipt_number":"W-1","channel":"window","basic_conditions_met":true,"consent":true})",
      "window_clerk-411502");
  walk_in.opening = listed.opening;
  const auto joined = city.engine().execute(walk_in);
  ASSERT_TRUE(joined) << to_line(joined.error());
  EXPECT_EQ(joined->subject.id, id);
  EXPECT_EQ(joined->subject.configuration.state, "Application");
}

TEST(Engine, TimeNeverGoesBack) {
  SmallCity city;
  const SubjectId id = city.listed();
  city.clock().set(test::instant("2025-03-02T08:00"));
  city.must(kCase, id, "ScreenedIn", kScreened, "task_force-411502");
  const auto history = city.read()->history(id, 0, 10);
  EXPECT_GE(history[1].instant_ms, history[0].instant_ms);
}

}  // namespace
}  // namespace qianqiao
