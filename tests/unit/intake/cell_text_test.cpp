#include "server/intake/cell_text.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(NumberCell, HasNeitherExponentNorFraction) {
  EXPECT_EQ(number_cell("13900000000").text, "13900000000");
  EXPECT_EQ(number_cell("1.39E+10").text, "13900000000");
  EXPECT_EQ(number_cell("13900000000.0").text, "13900000000");
  EXPECT_EQ(number_cell("411502000012345").text, "411502000012345");
  EXPECT_FALSE(number_cell("411502000012345").digits_lost);
  EXPECT_EQ(number_cell("0.30000000000000004").text, "0.3");
  EXPECT_EQ(number_cell("-12.5").text, "-12.5");
  EXPECT_EQ(number_cell("1E-7").text.substr(0, 9), "0.0000001");
}

TEST(NumberCell, SaysWhereDigitsAreLost) {
  EXPECT_TRUE(number_cell("9.1411502068934102E+17").digits_lost);
  EXPECT_TRUE(number_cell("914115020689341000").digits_lost);
  EXPECT_EQ(number_cell("9.14115020689341E+17").text, "914115020689341000");
  // Written out to the last digit, as some programs do: nothing is lost.
  EXPECT_FALSE(number_cell("914115020689341768").digits_lost);
  EXPECT_EQ(number_cell("914115020689341768").text, "914115020689341768");
  EXPECT_FALSE(number_cell("999999999999999").digits_lost);
}

TEST(NumberCell, KeepsWhatIsNoNumberAsText) {
  EXPECT_EQ(number_cell("1E999").kind, CellKind::kText);
  EXPECT_EQ(number_cell("nan").kind, CellKind::kText);
  EXPECT_EQ(number_cell("abc").text, "abc");
}

TEST(DateCell, CountsInBothSystems) {
  EXPECT_EQ(date_cell("44260", false).text, "2021-03-05");
  EXPECT_EQ(date_cell("42798", true).text, "2021-03-05");
  EXPECT_EQ(date_cell("44260.4375", false).text, "2021-03-05 10:30:00");
  EXPECT_EQ(date_cell("44260.999999", false).text, "2021-03-06");
  EXPECT_EQ(date_cell("0.5", false).text, "12:00:00");
  EXPECT_EQ(date_cell("0", true).text, "1904-01-01");
}

TEST(DateCell, KnowsTheLeapDayThatNeverWas) {
  EXPECT_EQ(date_cell("1", false).text, "1900-01-01");
  EXPECT_EQ(date_cell("59", false).text, "1900-02-28");
  EXPECT_EQ(date_cell("61", false).text, "1900-03-01");
}

TEST(DateCell, LeavesImpossibleNumbersAlone) {
  EXPECT_EQ(date_cell("-1", false).kind, CellKind::kNumber);
  EXPECT_EQ(date_cell("99999999", false).kind, CellKind::kNumber);
}

TEST(DateFormat, IsToldFromOthers) {
  for (const char* date : {"yyyy\\-mm\\-dd", "[$-804]yyyy\"年\"m\"月\"d\"日\"", "yyyy年m月d日",
                           "m/d/yy h:mm", "[h]:mm:ss", "[mm]:ss"})
    EXPECT_TRUE(is_date_format(date)) << date;
  for (const char* other : {"General", "0.00E+00", "#,##0.00_);[Red]\\(#,##0.00\\)", "@", "0%",
                            "\"日期\"0", "\\d0", "[DBNum1]0", "0;yyyy"})
    EXPECT_FALSE(is_date_format(other)) << other;
  EXPECT_TRUE(is_date_format_id(14) && is_date_format_id(31) && is_date_format_id(57));
  EXPECT_FALSE(is_date_format_id(0) || is_date_format_id(49) || is_date_format_id(13));
}

TEST(UnescapeOoxml, TakesEscapedCharactersBack) {
  EXPECT_EQ(unescape_ooxml("a_x000D_b"), "a\rb");
  EXPECT_EQ(unescape_ooxml("_x005F_x000D_"), "_x000D_");
  EXPECT_EQ(unescape_ooxml("a_xZZZZ_"), "a_xZZZZ_");
  EXPECT_EQ(unescape_ooxml("_x00"), "_x00");
}

TEST(ColumnLetters, CountAsSpreadsheetsDo) {
  EXPECT_EQ(column_letters(0), "A");
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(16383), "XFD");
}

}  // namespace
}  // namespace qianqiao
