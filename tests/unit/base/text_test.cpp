#include "workflows/base/text.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(Text, FullWidthBecomesHalfWidth) {
  EXPECT_EQ(to_half_width("９１４１１５０２ＭＡ３Ｘ０Ａ１Ｂ６２　（有限）"),
            "91411502MA3X0A1B62 (有限)");
}

TEST(Text, TrimTakesIdeographicSpaceAndByteOrderMark) {
  EXPECT_EQ(trim("\xEF\xBB\xBF　 信阳 名 \t\r\n"), "信阳 名");
  EXPECT_EQ(trim(" 　 "), "");
}

TEST(Text, KnowsValidUtf8) {
  EXPECT_TRUE(is_valid_utf8("浉河区 a €😀"));
  EXPECT_FALSE(is_valid_utf8("\xC4\xE3\xBA\xC3"));         // GB 18030
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));                 // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));             // surrogate
  EXPECT_FALSE(is_valid_utf8(std::string_view("浉", 2)));  // cut off
}

TEST(Text, CountsCharactersNotBytes) { EXPECT_EQ(count_characters("浉河a"), 3u); }

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
}

}  // namespace
}  // namespace qianqiao
