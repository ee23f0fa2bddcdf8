#include "server/cli/text_table.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(TextTable, ChineseCharactersAreTwoWide) {
  EXPECT_EQ(display_width("牵桥"), 4U);
  EXPECT_EQ(display_width("ab"), 2U);
  EXPECT_EQ(display_width("（六）"), 6U);
  EXPECT_EQ(display_width("é"), 1U);
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("\xE7"), 1U);  // a character cut off
}

TEST(TextTable, ColumnsBeginBelowEachOther) {
  TextTable table({"编号", "名"});
  table.add({"1", "x"});
  table.add({"很长的", ""});
  EXPECT_EQ(table.text(), "编号    名\n1       x\n很长的\n");
}

}  // namespace
}  // namespace qianqiao
