#include "server/api/progress_code.h"

#include <gtest/gtest.h>

#include <set>

namespace qianqiao {
namespace {

TEST(ProgressCode, IsFourGroupsOfFourAndReadAsItWasPrinted) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string code = random_progress_code();
    EXPECT_EQ(code.size(), 19U);
    EXPECT_EQ(read_progress_code(code), code);
    seen.insert(code);
  }
  EXPECT_EQ(seen.size(), 100U);
}

TEST(ProgressCode, IsReadAsItIsTyped) {
  const auto code = read_progress_code("0123-4567-89AB-CDEF");
  ASSERT_TRUE(code);
  for (const char* typed : {"0123456789abcdef", " 0123 4567 89ab cdef ", "O1234567-89ABCDEF",
                            "oi23-4567-89ab-cdef", "0L234567-89ABCDEF"})
    EXPECT_EQ(read_progress_code(typed), code) << typed;
}

TEST(ProgressCode, IsNotReadFromWhatCannotBeOne) {
  for (const char* typed : {"", "-", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0",
                            "0123-4567-89AB-CDEU", "0123_4567_89AB_CDEF", "查询码"})
    EXPECT_EQ(read_progress_code(typed), std::nullopt) << typed;
}

}  // namespace
}  // namespace qianqiao
