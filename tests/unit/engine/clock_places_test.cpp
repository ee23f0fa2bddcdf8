// Where each clock is armed, as the charts themselves say it.
#include "server/engine/clock_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ClockPlaces, EveryClockOfAChartHasOne) {
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
    for (const std::string& hook : clock_hooks(kind)) {
      const auto place = place_of_clock(hook);
      ASSERT_TRUE(place) << hook;
      EXPECT_EQ(place->kind, kind) << hook;
      EXPECT_NE(place->state, "") << hook;
    }
  EXPECT_FALSE(place_of_clock("no-such-clock"));
}

TEST(ClockPlaces, AreTheEarliestStateThatItRunsIn) {
  const auto decision = place_of_clock("bank-decision");
  EXPECT_EQ(decision->state, "Deciding");
  EXPECT_THAT(decision->before, ElementsAre("Pushed", "Contacted", "CollectingMaterials"));
  EXPECT_THAT(place_of_clock("bank-contact")->before, IsEmpty());
  const auto leader = place_of_clock("review-leader");
  EXPECT_EQ(leader->state, "Review.LeaderReview");
  EXPECT_THAT(leader->before, Contains("Application"));
  EXPECT_THAT(leader->before, Not(Contains("Review.LeaderReview")));
  EXPECT_THAT(leader->before, Not(Contains("Guidance")));
}

TEST(ClockPlaces, CasesBeforeTheirReferrals) {
  EXPECT_THAT(case_states_before_referrals(), Contains("Recommendation"));
  EXPECT_THAT(case_states_before_referrals(), Not(Contains("BankDecision")));
}

}  // namespace
}  // namespace qianqiao
