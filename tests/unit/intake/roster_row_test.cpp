#include "server/intake/roster_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kTitles = {"企业名称",       "信用代码", "主体类型", "县区",
                                          "乡镇",           "行业代码", "电话",     "从业人数",
                                          "营业收入(万元)", "成立日期", "经营状态", "网格员"};
const std::vector<std::string> kGood = {"信阳市豫申茶业有限公司",
                                        "91411502MA3X0A1B62",
                                        "有限责任公司",
                                        "浉河区",
                                        "老城街道",
                                        "C15",
                                        "19900000001",
                                        "12",
                                        "350",
                                        "2020-05-06",
                                        "存续",
                                        "王五"};

TableRow row_of(const std::vector<std::string>& texts, std::int64_t number) {
  TableRow row;
  row.number = number;
  for (const std::string& text : texts) {
    row.cells.emplace_back();
    row.cells.back().text = text;
    row.cells.back().kind = text.empty() ? CellKind::kEmpty : CellKind::kText;
  }
  return row;
}

struct RosterRowChecking : testing::Test {
  RosterRules rules{"", *parse_date("2025-03-03"), false, true};
  TableRow row = row_of(kGood, 7);
  void set(const std::string& title, const std::string& text) {
    row.cells[index(title)].text = text;
  }
  static std::size_t index(const std::string& title) {
    return static_cast<std::size_t>(std::find(kTitles.begin(), kTitles.end(), title) -
                                    kTitles.begin());
  }
  CheckedRow check() {
    const std::vector<TableRow> header = {row_of(kTitles, 1)};
    return RosterChecker(map_header(header, {}).value(), rules).check(row);
  }
  std::vector<std::string> codes(const CheckedRow& checked) {
    std::vector<std::string> all;
    for (const auto& problem : checked.problems) all.push_back(problem.error.code);
    return all;
  }
  // Title set to text gives this one problem, on that column, of this severity.
  void expect(const std::string& title, const std::string& text, const std::string& code,
              Severity severity) {
    row = row_of(kGood, 7);
    set(title, text);
    const CheckedRow checked = check();
    ASSERT_THAT(codes(checked), ElementsAre(code)) << title << " " << text;
    EXPECT_EQ(checked.problems[0].severity, severity);
    EXPECT_EQ(checked.problems[0].row, 7);
    EXPECT_EQ(checked.problems[0].column, column_letters(index(title)));
    EXPECT_EQ(checked.problems[0].header, title);
    EXPECT_EQ(checked.row.has_value(), severity == Severity::kWarning);
    const ErrorDescription words = describe(checked.problems[0].error);
    EXPECT_EQ(words.advice.zh.find('{'), std::string::npos) << words.advice.zh;
    EXPECT_EQ(words.advice.en.find('{'), std::string::npos) << words.advice.en;
  }
};

TEST_F(RosterRowChecking, AGoodRowFillsTheEnterprise) {
  const CheckedRow checked = check();
  EXPECT_THAT(checked.problems, IsEmpty());
  ASSERT_TRUE(checked.row.has_value());
  const EnterpriseRow& e = checked.row->enterprise;
  EXPECT_EQ(e.name, "信阳市豫申茶业有限公司");
  EXPECT_EQ(e.uscc, "91411502MA3X0A1B62");
  EXPECT_EQ(e.kind, "company");
  EXPECT_EQ(e.county, "411502");
  EXPECT_EQ(e.township, "411502001");
  EXPECT_EQ(e.industry, "C15");
  EXPECT_EQ(e.contact_phone, "19900000001");
  EXPECT_EQ(e.size_class, "micro");  // 12 employees: below 20
  const auto attributes = nlohmann::json::parse(e.attributes);
  EXPECT_EQ(attributes["网格员"], "王五");
  EXPECT_EQ(attributes["employees"], 12);
  EXPECT_EQ(attributes["revenue_fen"], 350'000'000);
  EXPECT_EQ(attributes["established"], "2020-05-06");
}

TEST_F(RosterRowChecking, NamesEachError) {
  const Severity error = Severity::kError;
  expect("信用代码", "91411502MA3X0A1B63", "uscc.checksum", error);
  expect("信用代码", "9141150OMA3X0A1B62", "uscc.alphabet", error);
  expect("信用代码", "91411502MA3X0A1B6", "uscc.length", error);
  expect("信用代码", "9.14115E+17", "roster.uscc_digits_lost", error);
  expect("企业名称", " \u3000", "roster.name_missing", error);
  expect("县区", "淮河县", "area.unknown", error);
  expect("县区", "信阳市", "area.city_only", error);
  expect("县区", "", "area.missing", error);
  expect("县区", "410105", "area.elsewhere", error);
  expect("成立日期", "2025-03-04", "roster.date_future", error);
}

TEST_F(RosterRowChecking, MarksWhatMayStay) {
  const Severity warning = Severity::kWarning;
  expect("电话", "12345", "roster.phone_malformed", warning);
  expect("乡镇", "云上镇", "roster.town_unknown", warning);
  expect("行业代码", "卖茶", "roster.industry_unknown", warning);
  expect("成立日期", "前年", "roster.date_malformed", warning);
  expect("从业人数", "若干", "roster.number_malformed", warning);
  expect("营业收入(万元)", "-3", "roster.number_malformed", warning);
  expect("经营状态", "吊销", "roster.not_operating", warning);
  expect("信用代码", "", "roster.code_missing", warning);
  expect("信用代码", "411502000012345", "uscc.old_registration_number", warning);
}

TEST_F(RosterRowChecking, TodayIsNotTheFuture) {
  set("成立日期", "2025-03-03");
  EXPECT_THAT(check().problems, IsEmpty());
}

TEST_F(RosterRowChecking, CodesStoredAsNumbersAreReported) {
  row.cells[1].text = "914115020689341000";
  row.cells[1].kind = CellKind::kNumber;
  row.cells[1].digits_lost = true;
  EXPECT_THAT(codes(check()), ElementsAre("roster.uscc_digits_lost"));
}

TEST_F(RosterRowChecking, NormalisesWhatWasTyped) {
  set("信用代码", " ９１４１１５０２ma3x0a1b62 ");
  set("县区", "河南省信阳市浉河区");
  const CheckedRow checked = check();
  EXPECT_THAT(checked.problems, IsEmpty());
  EXPECT_EQ(checked.row->enterprise.uscc, "91411502MA3X0A1B62");
  EXPECT_EQ(checked.row->enterprise.county, "411502");
}

TEST_F(RosterRowChecking, HalfARow) {
  row.cells.resize(3);
  EXPECT_THAT(codes(check()), ElementsAre("roster.row_incomplete"));
  EXPECT_FALSE(check().row.has_value());
}

TEST_F(RosterRowChecking, ShiftedRowOfACsv) {
  row.cells.push_back(row.cells[0]);
  EXPECT_THAT(codes(check()), ElementsAre("roster.row_shifted"));
  rules.separated_text = false;  // beside a sheet's table there may be notes
  const CheckedRow checked = check();
  ASSERT_TRUE(checked.row.has_value());
  EXPECT_EQ(nlohmann::json::parse(checked.row->enterprise.attributes)["列M"], kGood[0]);
}

TEST_F(RosterRowChecking, TotalsAndRepeatedHeadersAreNoRows) {
  row = row_of({"合 计", "", "120户"}, 9);
  EXPECT_TRUE(check().skipped);
  row = row_of({"填表人：张三", "", "", "审核人：李四"}, 9);
  EXPECT_TRUE(check().skipped);
  row = row_of(kTitles, 9);
  EXPECT_TRUE(check().skipped);
  // An enterprise whose name begins like a total has a code.
  set("企业名称", "合计");
  row = row_of(kGood, 9);
  set("企业名称", "合计茶馆");
  EXPECT_FALSE(check().skipped);
}

TEST_F(RosterRowChecking, BrokenCellsAreReported) {
  row.cells[0].too_long = true;
  row.cells[3].invalid_bytes = true;
  row.cells[11].kind = CellKind::kError;
  row.cells[11].text = "#N/A";
  EXPECT_THAT(codes(check()),
              ElementsAre("roster.cell_too_long", "roster.bytes_invalid", "roster.cell_error"));
}

TEST_F(RosterRowChecking, KindsFromWordingCodeOrName) {
  const auto kind = [&](const std::string& wording, const std::string& code,
                        const std::string& name) {
    row = row_of(kGood, 7);
    set("主体类型", wording);
    set("信用代码", code);
    set("企业名称", name);
    return check().row.value().enterprise.kind;
  };
  EXPECT_EQ(kind("个体户", "", "老王"), "individual");
  EXPECT_EQ(kind("", "92411522MA9G5N6M6M", "老王"), "individual");
  EXPECT_EQ(kind("", "", "光山县大山家庭农场"), "family_farm");
  EXPECT_EQ(kind("", "", "光山县大山农民专业合作社"), "cooperative");
  EXPECT_EQ(kind("", "", "老王"), "individual");
  EXPECT_THAT(codes(check()), ElementsAre("roster.kind_unknown"));
}

TEST_F(RosterRowChecking, TheCountyOfTheOption) {
  rules.county = "411522";
  set("县区", "");
  set("乡镇", "");
  EXPECT_EQ(check().row.value().enterprise.county, "411522");
  set("县区", "新县");  // the row's own goes first
  EXPECT_EQ(check().row.value().enterprise.county, "411523");
}

}  // namespace
}  // namespace qianqiao
