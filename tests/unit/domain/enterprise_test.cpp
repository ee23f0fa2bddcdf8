#include "workflows/domain/enterprise.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(EnterpriseKind, NamesRoundTrip) {
  for (const EnterpriseKind kind : all_enterprise_kinds()) {
    EXPECT_EQ(enterprise_kind(to_string(kind)), kind);
    EXPECT_EQ(kind_from_wording(title(kind).zh), kind);
    EXPECT_EQ(kind_from_wording(title(kind).en), kind);
    EXPECT_EQ(kind_from_wording(to_string(kind)), kind);
  }
  EXPECT_FALSE(enterprise_kind("Company"));
}

TEST(EnterpriseKind, RecognisesWhatRostersSay) {
  for (const char* w :
       {"有限责任公司", "有限责任公司（自然人独资）", "股份有限公司", "个人独资企业", "普通合伙",
        "小微企业", "企业法人", "全民所有制", "合作社服务有限公司"})
    EXPECT_EQ(kind_from_wording(w), EnterpriseKind::kCompany) << w;
  for (const char* w : {"个体工商户", "个体户", "个体", " 个体经营 ", "个人经营", "家庭经营"})
    EXPECT_EQ(kind_from_wording(w), EnterpriseKind::kIndividual) << w;
  for (const char* w : {"农民专业合作社", "农民合作社", "专业合作社联合社", "合作社"})
    EXPECT_EQ(kind_from_wording(w), EnterpriseKind::kCooperative) << w;
  for (const char* w : {"家庭农场", "家庭农场（个体工商户）"})
    EXPECT_EQ(kind_from_wording(w), EnterpriseKind::kFamilyFarm) << w;
}

TEST(EnterpriseKind, DoesNotTakeWhatTheMechanismDoesNotServe) {
  for (const char* w : {"", "民办非企业单位", "事业单位", "机关法人", "社团法人", "村委会"})
    EXPECT_FALSE(kind_from_wording(w)) << w;
}

TEST(EnterpriseKind, FromTheCode) {
  EXPECT_EQ(kind_from_uscc("91411502MA3X0A1B62", "信阳某某茶业有限公司"), EnterpriseKind::kCompany);
  EXPECT_EQ(kind_from_uscc("92411522MA9G5N6M6M", "光山县某某超市"), EnterpriseKind::kIndividual);
  EXPECT_EQ(kind_from_uscc("93411522MA9G5N6M6M", "某某专业合作社"), EnterpriseKind::kCooperative);
  EXPECT_EQ(kind_from_uscc("92411522MA9G5N6M6M", "光山县某某家庭农场"),
            EnterpriseKind::kFamilyFarm);
  EXPECT_FALSE(kind_from_uscc("52411502MJF8421328", "某某学校"));
  EXPECT_FALSE(kind_from_uscc("", "某某家庭农场"));
}

}  // namespace
}  // namespace qianqiao
