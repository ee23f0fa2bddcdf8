#include "server/intake/header_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using testing::HasSubstr;

TableRow row_of(const std::vector<std::string>& texts, std::int64_t number = 1) {
  TableRow row;
  row.number = number;
  for (const std::string& text : texts) {
    Cell cell;
    cell.text = text;
    cell.kind = text.empty() ? CellKind::kEmpty : CellKind::kText;
    row.cells.push_back(cell);
  }
  return row;
}

Result<HeaderMapping> map(const std::vector<std::vector<std::string>>& rows,
                          HeaderOptions options = {}) {
  std::vector<TableRow> table;
  for (const auto& row : rows)
    table.push_back(row_of(row, static_cast<std::int64_t>(table.size()) + 1));
  return map_header(table, options);
}

TEST(HeaderWords, StripWhatVaries) {
  EXPECT_EQ(header_words("营业收入（万元）").core, "营业收入");
  EXPECT_EQ(header_words("营业收入（万元）").unit_yuan, 1e4);
  EXPECT_EQ(header_words("资产总额/元").core, "资产总额");
  EXPECT_EQ(header_words("资产总额/元").unit_yuan, 1);
  EXPECT_EQ(header_words("县(区)").whole, "县区");
  EXPECT_EQ(header_words(" *企 业\n名称：").core, "企业名称");
  EXPECT_EQ(header_words("ＵＳＣＣ").core, "uscc");
}

TEST(HeaderMapping, AnyOrderAndWording) {
  const std::vector<std::pair<RosterField, std::vector<std::string>>> cases = {
      {RosterField::kName, {"企业名称", "单位名称", "市场主体名称", "名称", "企业（单位）名称"}},
      {RosterField::kUscc,
       {"统一社会信用代码", "信用代码", "社会信用代码", "注册号", "统一社会信用代码/注册号",
        "企业统一社会信用代码"}},
      {RosterField::kLegalRepresentative, {"法定代表人", "负责人", "经营者", "法人代表"}},
      {RosterField::kContactPhone,
       {"联系电话", "手机", "电话", "联系人电话", "法定代表人联系电话", "手机号码"}},
      {RosterField::kCounty, {"所属县区", "县(区)", "所在县区", "区县", "县（市、区）"}},
      {RosterField::kTownship, {"乡镇", "街道", "所属乡镇", "乡镇（街道）", "乡镇/街道"}},
      {RosterField::kAddress, {"地址", "住所", "经营场所", "注册地址", "企业注册地址"}},
      {RosterField::kIndustry, {"行业", "行业代码", "国民经济行业", "所属行业"}},
      {RosterField::kKind, {"主体类型", "企业类型"}},
      {RosterField::kEmployees, {"从业人数", "员工人数", "从业人员（人）"}},
      {RosterField::kRevenue, {"营业收入(万元)", "年营业额", "年营业额（万元）", "营业收入万元"}},
      {RosterField::kAssets, {"资产总额", "资产总额（万元）"}},
      {RosterField::kEstablished, {"成立日期", "注册日期"}},
      {RosterField::kStatus, {"经营状态", "登记状态"}},
      {RosterField::kContactName, {"联系人", "联系人姓名"}}};
  for (const auto& [field, titles] : cases)
    for (const std::string& wording : titles) {
      std::vector<std::string> header = {"序号", wording};
      if (field != RosterField::kName) header.push_back("企业名称");
      if (field != RosterField::kCounty) header.push_back("所属县区");
      const auto mapping = map({header});
      ASSERT_TRUE(mapping.has_value()) << wording;
      EXPECT_EQ(mapping->column(field), 1u) << wording;
    }
}

TEST(HeaderMapping, TheBetterWordingWins) {
  const auto mapping = map({{"注册号", "统一社会信用代码", "名称", "企业名称", "县区"}});
  EXPECT_EQ(mapping->column(RosterField::kUscc), 1u);
  EXPECT_EQ(mapping->column(RosterField::kName), 3u);
  ASSERT_EQ(mapping->extras.size(), 2u);
  EXPECT_EQ(mapping->extras[0].title, "注册号");
}

TEST(HeaderMapping, PassesTitlesAbove) {
  const auto mapping =
      map({{"信阳市企业名录"}, {"填报单位：", "", "2025年"}, {"企业名称", "县区"}, {"甲", "新县"}});
  EXPECT_EQ(mapping->header_row, 2u);
  EXPECT_EQ(mapping->rows_used, 1u);
  std::vector<std::vector<std::string>> deep(9, {"标题"});
  deep.push_back({"企业名称", "县区"});
  EXPECT_EQ(map(deep)->header_row, 9u);
  deep.insert(deep.begin(), {"标题"});
  EXPECT_EQ(map(deep).error().code, "roster.no_header");
}

TEST(HeaderMapping, JoinsTwoHeaderRows) {
  const auto mapping = map({{"企业名称", "所属县区", "联络信息", "", "备注"},
                            {"", "", "联系人", "联系电话", ""},
                            {"甲", "新县", "王", "19900000000", ""}});
  ASSERT_TRUE(mapping.has_value());
  EXPECT_EQ(mapping->rows_used, 2u);
  EXPECT_EQ(mapping->column(RosterField::kContactName), 2u);
  EXPECT_EQ(mapping->column(RosterField::kContactPhone), 3u);
}

TEST(HeaderMapping, SaysWhatIsMissing) {
  const auto no_county = map({{"企业名称", "电话"}});
  ASSERT_EQ(no_county.error().code, "roster.column_missing");
  EXPECT_THAT(describe(no_county.error()).advice.zh, HasSubstr("所属县区"));
  EXPECT_THAT(describe(no_county.error()).advice.zh, HasSubstr("企业名称、电话"));
  EXPECT_TRUE(map({{"企业名称", "电话"}}, {true, {}}).has_value());
  EXPECT_TRUE(map({{"企业名称"}}, {true, {}}).has_value());
  const auto no_name = map({{"统一社会信用代码", "所属县区"}});
  EXPECT_EQ(no_name.error().code, "roster.column_missing");
  EXPECT_THAT(describe(no_name.error()).advice.en, HasSubstr("name"));
}

TEST(HeaderMapping, ExplicitOverridesWordings) {
  const auto mapping =
      map({{"对象", "企业名称", "地方"}}, {false, {{"name", "对象"}, {"county", "地方"}}});
  ASSERT_TRUE(mapping.has_value()) << to_line(mapping.error());
  EXPECT_EQ(mapping->column(RosterField::kName), 0u);
  EXPECT_EQ(mapping->extras[0].title, "企业名称");
  EXPECT_EQ(map({{"企业名称", "县区"}}, {false, {{"name", "无"}}}).error().code,
            "roster.column_unknown");
  EXPECT_EQ(map({{"企业名称", "县区"}}, {false, {{"nonsense", "企业名称"}}}).error().code,
            "roster.field_unknown");
}

TEST(HeaderMapping, KeepsUnknownColumnsButNotIdentityNumbers) {
  const auto mapping =
      map({{"序号", "企业名称", "县区", "网格员", "法定代表人身份证号", "网格员", ""}});
  ASSERT_EQ(mapping->extras.size(), 2u);
  EXPECT_EQ(mapping->extras[0].title, "网格员");
  EXPECT_EQ(mapping->extras[1].title, "网格员 (2)");
  ASSERT_EQ(mapping->ignored.size(), 2u);
  EXPECT_EQ(mapping->ignored[1].title, "法定代表人身份证号");
  EXPECT_FALSE(mapping->column(RosterField::kLegalRepresentative).has_value());
}

}  // namespace
}  // namespace qianqiao
