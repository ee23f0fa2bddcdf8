// Process §6, one enterprise at a time: in which figures it counts.
#include "server/report/enterprise_standing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const Date kSigned = std::chrono::year(2025) / std::chrono::March / 3;
const Instant kNow = start_of_day(kSigned + std::chrono::days(60));

Date day(int after_signing) { return kSigned + std::chrono::days(after_signing); }

SignedCase a_case(const std::string& id = "C1") {
  SignedCase row;
  row.of_case.case_id = id;
  row.of_case.enterprise = "E1";
  row.of_case.county = "411502";
  row.of_case.signed_on = kSigned;
  return row;
}

SignedCase pushed_to(const std::string& bank, SignedCase row = a_case()) {
  row.referral.case_id = row.of_case.case_id;
  row.referral.referral = "R" + bank;
  row.referral.bank = bank;
  row.referral.pushed_on = day(1);
  return row;
}

std::vector<std::string> figures(const std::vector<SignedCase>& rows, Instant as_of = kNow) {
  EnterpriseStanding standing(as_of);
  for (const SignedCase& row : rows) standing.take(row);
  std::vector<std::string> found;
  for (const FigureName& name : kFigureNames)
    if (standing.is_in(name.figure)) found.emplace_back(name.name);
  return found;
}

TEST(EnterpriseStanding, SignedAndNotYetPushedIsPending) {
  EXPECT_THAT(figures({a_case()}), ElementsAre("signed", "pending"));
  EXPECT_THAT(figures({}), ElementsAre());
}

TEST(EnterpriseStanding, ADatedContactCountsWhateverBecomesOfIt) {
  auto row = pushed_to("A");
  row.referral.contacted_on = day(2);
  EXPECT_THAT(figures({row}), ElementsAre("signed", "contacted", "pending"));
  row.referral.cancelled_on = day(3);
  EXPECT_THAT(figures({row}), ElementsAre("signed", "contacted", "cancelled"));
}

TEST(EnterpriseStanding, OneGrantIsEnough) {
  auto granted = pushed_to("A"), declined = pushed_to("B");
  granted.referral.granted_on = day(20);
  declined.referral.declined_on = day(10);
  declined.referral.unmet_on = day(12);
  EXPECT_THAT(figures({granted, declined}),
              UnorderedElementsAre("signed", "granted", "eligible", "drawable"));
}

TEST(EnterpriseStanding, ADeclineIsEligibleUnlessEveryOneIsForUnmetConditions) {
  auto one = pushed_to("A"), other = pushed_to("B");
  one.referral.declined_on = other.referral.declined_on = day(10);
  one.referral.unmet_on = day(15);
  EXPECT_THAT(figures({one, other}), ElementsAre("signed", "eligible", "declined"));
  other.referral.unmet_on = day(16);
  EXPECT_THAT(figures({one, other}), ElementsAre("signed", "declined", "unmet"));
}

TEST(EnterpriseStanding, ABankThatLetsItsDaysPassMakesItEligible) {
  auto late = pushed_to("A"), unmet = pushed_to("B");
  late.decision_due_ms = to_milliseconds(end_of_day(day(40)));
  unmet.referral.declined_on = day(10);
  unmet.referral.unmet_on = day(12);
  EXPECT_THAT(figures({late}), ElementsAre("signed", "eligible", "overdue"));
  EXPECT_THAT(figures({late, unmet}), ElementsAre("signed", "eligible", "declined", "overdue"));
  // The last second of the last day is in time.
  const Instant last = end_of_day(day(40)) + std::chrono::milliseconds(999);
  EXPECT_THAT(figures({late}, last), ElementsAre("signed", "pending"));
  EXPECT_THAT(figures({late}, last + std::chrono::milliseconds(1)),
              ElementsAre("signed", "eligible", "overdue"));
}

TEST(EnterpriseStanding, WhatItDoesNotNeedItNeedNotDraw) {
  auto one = pushed_to("A"), other = pushed_to("B");
  one.referral.granted_on = other.referral.granted_on = day(20);
  one.referral.not_needed_on = day(25);
  EXPECT_THAT(figures({one}), ElementsAre("signed", "granted", "eligible"));
  EXPECT_THAT(figures({one, other}), ElementsAre("signed", "granted", "eligible", "drawable"));
  other.referral.drawn_on = day(30);
  EXPECT_THAT(figures({one, other}),
              ElementsAre("signed", "granted", "eligible", "drawn", "drawable"));
}

// A report of an earlier day says what it said then.
TEST(EnterpriseStanding, LaterFactsAreNotLookedAt) {
  auto row = pushed_to("A");
  row.referral.contacted_on = day(2);
  row.referral.granted_on = day(20);
  row.referral.drawn_on = day(30);
  row.of_case.removed_on = day(40);
  const auto on = [](int after) { return start_of_day(day(after)) + std::chrono::hours(12); };
  EXPECT_THAT(figures({row}, on(0)), ElementsAre("signed", "pending"));
  EXPECT_THAT(figures({row}, on(2)), ElementsAre("signed", "contacted", "pending"));
  EXPECT_THAT(figures({row}, on(20)),
              ElementsAre("signed", "contacted", "granted", "eligible", "drawable"));
  EXPECT_THAT(figures({row}, on(39)),
              ElementsAre("signed", "contacted", "granted", "eligible", "drawn", "drawable"));
  EXPECT_THAT(figures({row}, on(40)), ElementsAre("removed"));
}

TEST(EnterpriseStanding, WhoWithdrewStandsApartUnlessABankHadDecided) {
  auto row = a_case();
  row.of_case.withdrawn_on = day(5);
  EXPECT_THAT(figures({row}), ElementsAre("withdrawn"));
  row = pushed_to("A", row);
  row.referral.declined_on = day(4);
  EXPECT_THAT(figures({row}), ElementsAre("signed", "eligible", "declined"));
}

TEST(EnterpriseStanding, AnotherCaseThatStandsCountsOnceForTheEnterprise) {
  auto removed = pushed_to("A", a_case("C1")), standing = pushed_to("A", a_case("C2"));
  removed.of_case.removed_on = day(10);
  removed.referral.granted_on = day(5);
  standing.referral.contacted_on = day(30);
  EXPECT_THAT(figures({removed, standing}), ElementsAre("signed", "contacted", "pending"));
}

}  // namespace
}  // namespace qianqiao
