#include "workflows/domain/search_terms.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(SearchTerms, AreNeighbouringPairsAndTheLastCharacter) {
  EXPECT_EQ(search_terms("信阳茶"), "信阳 阳茶 茶");
  EXPECT_EQ(search_terms("茶"), "茶");
  EXPECT_EQ(search_terms(""), "");
  EXPECT_EQ(search_terms("（）——"), "");
}

TEST(SearchTerms, WidthCaseAndPunctuationMakeNoDifference) {
  EXPECT_EQ(search_terms("ＡＢ（信阳）-1"), search_terms("ab信阳1"));
  EXPECT_EQ(search_terms("信 阳"), "信阳 阳");
}

TEST(SearchTerms, CharactersBeyondTheFirstPlaneStayWhole) {
  EXPECT_EQ(search_terms("𠮷茶"), "𠮷茶 茶");
}

TEST(SearchTerms, BrokenTextIsNoTrap) { EXPECT_EQ(search_terms("\xff\xfe"), ""); }

TEST(PinyinInitials, OneLetterForEachCharacter) {
  EXPECT_EQ(pinyin_initials("信阳毛尖"), "xymj");
  EXPECT_EQ(pinyin_initials("浉河区A1（茶叶）"), "shqa1cy");
}

TEST(SearchWords, ArePairsThatFollowEachOther) {
  const SearchWords words = search_words("信阳茶");
  EXPECT_EQ(words.pairs, "信阳 阳茶");
  EXPECT_FALSE(words.is_single);
  EXPECT_FALSE(words.is_latin);
}

TEST(SearchWords, OneCharacterIsTheBeginningOfAPair) {
  const SearchWords words = search_words("茶");
  EXPECT_EQ(words.pairs, "茶");
  EXPECT_TRUE(words.is_single);
}

TEST(SearchWords, LettersMayBeInitialsOrACode) {
  EXPECT_TRUE(search_words("XYMJ").is_latin);
  EXPECT_EQ(search_words("XY").pairs, "xy");
  EXPECT_TRUE(search_words("\"*(").pairs.empty());
}

}  // namespace
}  // namespace qianqiao
