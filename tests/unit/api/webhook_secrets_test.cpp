#include "server/api/webhook_secrets.h"

#include <gtest/gtest.h>

#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;
using Secrets = std::vector<std::string>;

class WebhookSecrets : public ::testing::Test {
 protected:
  WebhookSecrets() : box_(*SecretBox::load_or_create(folder_.path() / "key")) {
    give_secret(row_, box_, "whsec_first");
  }
  Secrets at(Instant now) const { return secrets_in_force(row_, box_, now); }

  const test::TemporaryFolder folder_;
  const SecretBox box_;
  const Instant now_ = test::instant("2025-03-03T09:00");
  WebhookRow row_;
};

TEST_F(WebhookSecrets, AreOfThirtyTwoBytesAndNeverTheSame) {
  const std::string secret = new_webhook_secret();
  EXPECT_TRUE(secret.starts_with("whsec_"));
  EXPECT_EQ(secret.size(), 6u + 44u);
  EXPECT_NE(secret, new_webhook_secret());
}

TEST_F(WebhookSecrets, LieSealed) {
  EXPECT_EQ(row_.secret.find("first"), std::string::npos);
  EXPECT_EQ(at(now_), Secrets{"whsec_first"});
}

TEST_F(WebhookSecrets, BothSignUntilTheOverlapEnds) {
  rotate_secret(row_, box_, "whsec_second", now_, 24h);
  EXPECT_EQ(at(now_ + 24h - 1ms), (Secrets{"whsec_second", "whsec_first"}));
  EXPECT_TRUE(is_rotating(row_, now_ + 1h));
  EXPECT_EQ(at(now_ + 24h), Secrets{"whsec_second"});
  EXPECT_FALSE(is_rotating(row_, now_ + 24h));
}

TEST_F(WebhookSecrets, WithoutAnOverlapTheFormerOneEndsAtOnce) {
  rotate_secret(row_, box_, "whsec_second", now_, 24h);
  rotate_secret(row_, box_, "whsec_third", now_, 0h);
  EXPECT_EQ(at(now_), Secrets{"whsec_third"});
  EXPECT_TRUE(row_.former_secret.empty());
}

TEST_F(WebhookSecrets, SealedWithAnotherKeyAreNone) {
  const auto other = SecretBox::load_or_create(folder_.path() / "other");
  EXPECT_TRUE(secrets_in_force(row_, *other, now_).empty());
}

}  // namespace
}  // namespace qianqiao
