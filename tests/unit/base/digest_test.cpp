#include "workflows/base/digest.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(Digest, Sm3OfTheStandardsExamples) {  // GB/T 32905-2016, appendix A
  EXPECT_EQ(to_hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string long_message;
  for (int i = 0; i < 16; ++i) long_message += "abcd";
  EXPECT_EQ(to_hex(sm3(long_message)),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Digest, ChainIsTheDigestOfBothPartsTogether) {
  const Digest first = sm3("abc");
  EXPECT_EQ(sm3(first, "row"), sm3(std::string(as_bytes(first)) + "row"));
  EXPECT_NE(sm3(first, "row"), sm3(Digest{}, "row"));
}

TEST(Digest, HexBothWays) {
  Digest back{};
  EXPECT_TRUE(from_hex(to_hex(sm3("abc")), back));
  EXPECT_EQ(back, sm3("abc"));
  EXPECT_FALSE(from_hex("66c7", back));
  EXPECT_FALSE(from_hex(std::string(64, 'g'), back));
}

}  // namespace
}  // namespace qianqiao
