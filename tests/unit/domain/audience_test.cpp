#include "workflows/domain/audience.h"

#include <gtest/gtest.h>

#include <set>

#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

TEST(Audience, EveryNameOfTheProcessIsThere) {
  for (const char* name :
       {"bank_contact", "bank_head", "bank_branch", "task_force", "county_leader", "county_deputy",
        "county_convener", "county_office", "city_office", "city_convener", "province_office",
        "province_list", "visitor", "department", "preliminary_reviewer", "bank_reviewer"}) {
    const Audience* audience = find_audience(name);
    ASSERT_NE(audience, nullptr) << name;
    EXPECT_EQ(audience->name, name);
  }
  EXPECT_EQ(audiences().size(), 16u);
}

TEST(Audience, EachHasARealRoleAndOnlyAListHasNone) {
  std::set<std::string_view> names;
  for (const Audience& audience : audiences()) {
    EXPECT_TRUE(names.insert(audience.name).second) << audience.name;
    if (audience.place == AudiencePlace::kProvinceList)
      EXPECT_TRUE(audience.role.empty());
    else
      EXPECT_TRUE(is_role(audience.role)) << audience.name;
  }
}

TEST(Audience, ABanksLettersStayWithTheBankAndEscalationClimbs) {
  EXPECT_EQ(find_audience("bank_head")->place, AudiencePlace::kBank);
  EXPECT_EQ(find_audience("bank_head")->role, roles::kBankHead);
  EXPECT_EQ(find_audience("bank_branch")->place, AudiencePlace::kBank);
  EXPECT_EQ(find_audience("county_leader")->role, roles::kLeader);
  EXPECT_EQ(find_audience("county_deputy")->role, roles::kDeputyLeader);
  EXPECT_EQ(find_audience("county_convener")->place, AudiencePlace::kCounty);
  EXPECT_EQ(find_audience("city_convener")->place, AudiencePlace::kCity);
  EXPECT_EQ(find_audience("province_office")->place, AudiencePlace::kProvince);
  EXPECT_EQ(find_audience("visitor")->place, AudiencePlace::kTownship);
}

TEST(Audience, UnknownNamesAreNull) {
  EXPECT_EQ(find_audience("everybody"), nullptr);
  EXPECT_EQ(find_audience(""), nullptr);
}

}  // namespace
}  // namespace qianqiao
