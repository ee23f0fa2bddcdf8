#include "server/api/webhook_secrets.h"

#include <sodium.h>

namespace qianqiao {

std::string new_webhook_secret() {
  unsigned char bytes[32];
  if (sodium_init() < 0) return {};
  randombytes_buf(bytes, sizeof bytes);
  char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
  sodium_memzero(bytes, sizeof bytes);
  return std::string("whsec_") + text;
}

void give_secret(WebhookRow& row, const SecretBox& box, const std::string& secret) {
  row.secret = box.seal(secret);
}

void rotate_secret(WebhookRow& row, const SecretBox& box, const std::string& secret, Instant now,
                   std::chrono::hours overlap) {
  row.former_secret.clear();
  row.former_until_ms.reset();
  if (overlap.count() > 0) {
    row.former_secret = row.secret;
    row.former_until_ms = to_milliseconds(now + overlap);
  }
  give_secret(row, box, secret);
}

bool is_rotating(const WebhookRow& row, Instant now) {
  return !row.former_secret.empty() && row.former_until_ms &&
         to_milliseconds(now) < *row.former_until_ms;
}

std::vector<std::string> secrets_in_force(const WebhookRow& row, const SecretBox& box,
                                          Instant now) {
  std::vector<std::string> secrets;
  if (auto secret = box.open(row.secret)) secrets.push_back(*std::move(secret));
  if (!is_rotating(row, now)) return secrets;
  if (auto former = box.open(row.former_secret)) secrets.push_back(*std::move(former));
  return secrets;
}

}  // namespace qianqiao
