#include "server/api/totp.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";  // of RFC 6238, appendix B

Instant at(std::int64_t seconds) { return from_milliseconds(seconds * 1000); }

// The last six of the RFC's eight digits.
TEST(Totp, GivesTheCodesOfTheStandard) {
  EXPECT_EQ(totp_code(kSecret, totp_step(at(59))), "287082");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(1111111109))), "081804");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(1234567890))), "005924");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(20000000000))), "353130");
}

TEST(Totp, TakesANeighbouringCodeOnceOnly) {
  const Instant now = at(1111111109);
  const std::int64_t present = totp_step(now);
  EXPECT_EQ(matching_totp_step(kSecret, totp_code(kSecret, present), now, 0), present);
  EXPECT_EQ(matching_totp_step(kSecret, totp_code(kSecret, present - 1), now, 0), present - 1);
  EXPECT_EQ(matching_totp_step(kSecret, totp_code(kSecret, present + 1), now, 0), present + 1);
  EXPECT_FALSE(matching_totp_step(kSecret, totp_code(kSecret, present - 2), now, 0));
  EXPECT_FALSE(matching_totp_step(kSecret, totp_code(kSecret, present + 2), now, 0));
  EXPECT_FALSE(matching_totp_step(kSecret, totp_code(kSecret, present), now, present));
  EXPECT_FALSE(matching_totp_step(kSecret, totp_code(kSecret, present - 1), now, present));
  EXPECT_FALSE(matching_totp_step(kSecret, "", now, 0));
  EXPECT_FALSE(matching_totp_step(kSecret, "0818041", now, 0));
}

TEST(Totp, WritesBase32AsTheStandardDoes) {
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
}

}  // namespace
}  // namespace qianqiao
