#include "server/notify/standard_webhooks.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using std::chrono::seconds;

// Expected signatures by Python:
//   "v1," + b64encode(hmac.new(b64decode(secret[6:]), f"{id}.{timestamp}.{body}".encode(),
//                              hashlib.sha256).digest()).decode()
// The first line is also the example of the Standard Webhooks specification.
struct Vector {
  const char* secret;
  const char* id;
  std::int64_t timestamp;
  const char* body;
  const char* signature;
};
constexpr Vector kVectors[] = {
    {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
     R"({"test": 2432232314})", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
    {"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "msg_411502_7", 1740963600,
     R"({"事项":"411502C000123","规则":"bank-decision"})",
     "v1,qGM5NpSpxyPLeLBnz4xKICFx2I/oeuLO2J2MlCqQ//g="},
};

Instant at_second(std::int64_t second) { return from_milliseconds(second * 1000); }

TEST(StandardWebhooks, SignsAsIndependentlyCalculated) {
  for (const Vector& v : kVectors) {
    // Parts of a second do not count.
    const auto headers = sign_webhook(v.id, at_second(v.timestamp) + std::chrono::milliseconds{999},
                                      v.body, {v.secret});
    ASSERT_TRUE(headers) << headers.error().code;
    EXPECT_EQ(*headers, (WebhookHeaders{v.id, std::to_string(v.timestamp), v.signature}));
  }
}

TEST(StandardWebhooks, EitherSecretVerifiesDuringRotation) {
  const Vector& v = kVectors[0];
  const std::string older = kVectors[1].secret;
  const auto headers = sign_webhook(v.id, at_second(v.timestamp), v.body, {v.secret, older});
  ASSERT_TRUE(headers);
  EXPECT_EQ(headers->signature.find(v.signature), 0u);  // the newest first
  EXPECT_EQ(split(headers->signature, ' ').size(), 2u);
  EXPECT_TRUE(verify_webhook(*headers, v.body, {v.secret}, at_second(v.timestamp)));
  EXPECT_TRUE(verify_webhook(*headers, v.body, {older}, at_second(v.timestamp)));
  EXPECT_TRUE(verify_webhook(*headers, v.body, {older, v.secret}, at_second(v.timestamp)));
}

TEST(StandardWebhooks, AnyChangeIsFound) {
  const Vector& v = kVectors[0];
  const WebhookHeaders good{v.id, std::to_string(v.timestamp), v.signature};
  const Instant now = at_second(v.timestamp);
  ASSERT_TRUE(verify_webhook(good, v.body, {v.secret}, now));
  const auto problem = [&](WebhookHeaders headers, const std::string& body) {
    const auto verified = verify_webhook(headers, body, {v.secret}, now);
    return verified ? std::string() : verified.error().code;
  };
  EXPECT_EQ(problem(good, std::string(v.body) + " "), "notify.signature_wrong");
  EXPECT_EQ(problem({"msg_other", good.timestamp, good.signature}, v.body),
            "notify.signature_wrong");
  EXPECT_EQ(problem({good.id, std::to_string(v.timestamp + 1), good.signature}, v.body),
            "notify.signature_wrong");
  EXPECT_EQ(problem({good.id, good.timestamp, ""}, v.body), "notify.signature_wrong");
  EXPECT_EQ(problem({good.id, good.timestamp, "v2" + good.signature.substr(2)}, v.body),
            "notify.signature_wrong");
  EXPECT_EQ(problem({good.id, good.timestamp, good.signature.substr(0, 20)}, v.body),
            "notify.signature_wrong");
  const auto other = verify_webhook(good, v.body, {kVectors[1].secret}, now);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "notify.signature_wrong");
}

TEST(StandardWebhooks, ReplaysOutsideTheWindowAreRefused) {
  const Vector& v = kVectors[0];
  const WebhookHeaders headers{v.id, std::to_string(v.timestamp), v.signature};
  const auto code_at = [&](std::int64_t second) {
    const auto verified = verify_webhook(headers, v.body, {v.secret}, at_second(second));
    return verified ? std::string("ok") : verified.error().code;
  };
  EXPECT_EQ(code_at(v.timestamp + 300), "ok");
  EXPECT_EQ(code_at(v.timestamp + 301), "notify.signature_stale");
  EXPECT_EQ(code_at(v.timestamp - 300), "ok");
  EXPECT_EQ(code_at(v.timestamp - 301), "notify.signature_stale");
}

TEST(StandardWebhooks, TimestampsThatAreNoneAreStale) {
  const Vector& v = kVectors[0];
  for (const char* bad : {"", "soon", "1614265330.5", "1614265330 ", "99999999999999999999",
                          "-9223372036854775808", "9223372036854775807"}) {
    const auto verified =
        verify_webhook({v.id, bad, v.signature}, v.body, {v.secret}, at_second(v.timestamp));
    ASSERT_FALSE(verified) << bad;
    EXPECT_EQ(verified.error().code, "notify.signature_stale") << bad;
  }
}

TEST(StandardWebhooks, MalformedSecretsSignNothing) {
  for (const char* bad :
       {"", "whsec_", "whsec_short", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_MfKQ9r8GKYqrTwjUPD8I",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa w", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2L=aLaSw="}) {
    const auto headers = sign_webhook("msg_1", at_second(1), "{}", {bad});
    ASSERT_FALSE(headers) << bad;
    EXPECT_EQ(headers.error().code, "notify.secret_malformed") << bad;
    EXPECT_TRUE(headers.error().params.empty());  // a secret is never repeated
  }
  EXPECT_FALSE(sign_webhook("msg_1", at_second(1), "{}", {}));
}

TEST(StandardWebhooks, IdsCannotShiftWhatIsSigned) {
  EXPECT_TRUE(is_webhook_id("msg_0123-abc"));
  for (const char* bad : {"", "a.b", "a b", "a\r\nX: y", "编号"}) EXPECT_FALSE(is_webhook_id(bad));
  EXPECT_FALSE(is_webhook_id(std::string(129, 'a')));
}

}  // namespace
}  // namespace qianqiao
