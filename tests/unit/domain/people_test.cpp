#include "workflows/domain/people.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/domain/domain_test_support.h"

namespace qianqiao {
namespace {

using testing::day;

TEST(People, RolesAreListedOnceAndKnown) {
  std::set<std::string_view> seen;
  for (const std::string_view role : all_roles()) {
    EXPECT_TRUE(seen.insert(role).second) << role;
    EXPECT_TRUE(is_role(role));
  }
  EXPECT_EQ(seen.size(), 21u);
  EXPECT_FALSE(is_role("everybody"));
  EXPECT_FALSE(is_role(""));
}

TEST(People, OrganisationKindsRoundTrip) {
  for (int i = 0; i <= static_cast<int>(OrganisationKind::kGuarantor); ++i) {
    const auto kind = static_cast<OrganisationKind>(i);
    EXPECT_FALSE(to_string(kind).empty());
    EXPECT_EQ(organisation_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(organisation_kind("club"));
}

TEST(People, AnAppointmentHoldsOnBothOfItsLastDays) {
  const Appointment open{"li", "leader", "411502", day("2025-03-03"), {}};
  EXPECT_FALSE(open.in_force(day("2025-03-02")));
  EXPECT_TRUE(open.in_force(day("2025-03-03")));
  EXPECT_TRUE(open.in_force(day("2099-01-01")));
  const Appointment ended{"li", "leader", "411502", day("2025-03-03"), day("2025-03-31")};
  EXPECT_TRUE(ended.in_force(day("2025-03-31")));
  EXPECT_FALSE(ended.in_force(day("2025-04-01")));
}

TEST(People, AMandateHoldsOnBothOfItsLastDays) {
  const Mandate mandate{1, "li", "wang", day("2025-03-03"), day("2025-03-07")};
  EXPECT_FALSE(mandate.in_force(day("2025-03-02")));
  EXPECT_TRUE(mandate.in_force(day("2025-03-03")));
  EXPECT_TRUE(mandate.in_force(day("2025-03-07")));
  EXPECT_FALSE(mandate.in_force(day("2025-03-08")));
}

}  // namespace
}  // namespace qianqiao
