#include "server/api/masking.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(Masking, LeavesAPhonesTwoEnds) {
  EXPECT_EQ(masked_phone("13812345678"), "138****5678");
  EXPECT_EQ(masked_phone("0376-6201234"), "037*****1234");
}

TEST(Masking, LeavesNothingOfAShortNumber) {
  EXPECT_EQ(masked_phone("6201234"), "*******");
  EXPECT_EQ(masked_phone(""), "");
}

}  // namespace
}  // namespace qianqiao
