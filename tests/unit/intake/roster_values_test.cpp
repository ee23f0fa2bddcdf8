#include "server/intake/roster_values.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(CleanText, LeavesOneBlankAndNoControls) {
  EXPECT_EQ(clean_text("\u3000信阳\t 茶业\r\n公司 "), "信阳 茶业 公司");
  EXPECT_EQ(clean_text("Ａ１（甲）"), "A1(甲)");
  EXPECT_EQ(clean_text("\uFEFF\u200B甲\x1F"), "甲");
  EXPECT_EQ(clean_text(" \u00A0 "), "");
}

TEST(RosterDate, TakesCommonForms) {
  for (const char* text : {"2021-03-05", "2021/3/5", "2021.3.5", "2021年3月5日", "20210305",
                           "2021-03-05 10:00:00", "2021-3-05", "2021年03月05日 上午"})
    EXPECT_EQ(format_date(roster_date(text, CellKind::kText, false).value()), "2021-03-05") << text;
  EXPECT_EQ(format_date(roster_date("44260", CellKind::kNumber, false).value()), "2021-03-05");
  EXPECT_EQ(format_date(roster_date("42798", CellKind::kNumber, true).value()), "2021-03-05");
  EXPECT_EQ(format_date(roster_date("2021年3月", CellKind::kText, false).value()), "2021-03-01");
  for (const char* text : {"2021-02-30", "20211305", "昨天", "2021", "5", "1821-01-01", "3/5/2021",
                           "2021-03-05-07", "--", "99999"})
    EXPECT_FALSE(roster_date(text, CellKind::kText, false).has_value()) << text;
}

TEST(RosterPhone, TellsSoundNumbers) {
  EXPECT_EQ(roster_phone("199 0000 0001").text, "19900000001");
  EXPECT_EQ(roster_phone("199-0000-0001").text, "19900000001");
  EXPECT_EQ(roster_phone("+86 19900000001").text, "19900000001");
  for (const char* sound : {"19900000001", "0376-6366666", "03766366666", "6366666", "400-820-8820",
                            "19900000001/19900000002", "19900000001 19900000002",
                            "19900000001、0376-6366666", "(0376)6366666"})
    EXPECT_TRUE(roster_phone(sound).sound) << sound;
  for (const char* doubtful : {"1990000000", "12900000000", "无", "199000000012", "123", "-",
                               "1990000000a", "19900000001/123"})
    EXPECT_FALSE(roster_phone(doubtful).sound) << doubtful;
  EXPECT_EQ(roster_phone("待补").text, "待补");
}

TEST(RosterMoney, HeedsUnits) {
  EXPECT_EQ(roster_money("12.5", 1e4), 12'500'000);
  EXPECT_EQ(roster_money("1,234.5", 1), 123'450);
  EXPECT_EQ(roster_money("3万元", 1), 3'000'000);
  EXPECT_EQ(roster_money("0.2亿", 1e4), 2'000'000'000);
  EXPECT_EQ(roster_money("100元", 1e4), 10'000);
  for (const char* wrong : {"-1", "很多", "1.2.3", "", "1e30", "nan", "万"})
    EXPECT_FALSE(roster_money(wrong, 1e4).has_value()) << wrong;
}

TEST(RosterCount, TakesUnits) {
  EXPECT_EQ(roster_count("12人"), 12);
  EXPECT_EQ(roster_count("1,200"), 1200);
  EXPECT_FALSE(roster_count("3.5").has_value());
  EXPECT_FALSE(roster_count("10-20").has_value());
}

TEST(RosterIndustry, TakesCodesAndNames) {
  EXPECT_EQ(roster_industry("C13"), "C13");
  EXPECT_EQ(roster_industry("c13 农副食品加工业"), "C13");
  EXPECT_EQ(roster_industry("农副食品加工业(C13)"), "C13");
  EXPECT_EQ(roster_industry("餐饮业"), "H62");
  EXPECT_EQ(roster_industry("农、林、牧、渔业"), "A");
  EXPECT_FALSE(roster_industry("卖茶叶").has_value());
  EXPECT_FALSE(roster_industry("Z99").has_value());
}

TEST(ExponentForm, IsRecognised) {
  EXPECT_TRUE(is_exponent_form("9.14115E+17"));
  EXPECT_TRUE(is_exponent_form("9E+17"));
  EXPECT_FALSE(is_exponent_form("91411502MA3X0A1B62"));
  EXPECT_FALSE(is_exponent_form("E+17"));
  EXPECT_FALSE(is_exponent_form("9E17"));
}

TEST(OutOfBusiness, IsToldByItsWords) {
  EXPECT_TRUE(is_out_of_business("吊销，未注销"));
  EXPECT_FALSE(is_out_of_business("存续（在营、开业、在册）"));
}

}  // namespace
}  // namespace qianqiao
