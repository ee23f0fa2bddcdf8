#include "server/notify/standard_webhooks.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <charconv>
#include <optional>

#include "server/notify/base64.h"

namespace qianqiao {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr std::string_view kVersionPrefix = "v1,";

std::string hmac_sha256(std::string_view key, std::string_view text) {
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &length);
  return {reinterpret_cast<const char*>(mac), length};
}

// The raw keys of all secrets.
Result<std::vector<std::string>> keys_of(const std::vector<std::string>& secrets) {
  std::vector<std::string> keys;
  for (const std::string& secret : secrets) {
    std::optional<std::string> key;
    if (secret.starts_with(kSecretPrefix))
      key = from_base64(std::string_view(secret).substr(kSecretPrefix.size()));
    if (!key || key->size() < 24 || key->size() > 64) return fail("notify.secret_malformed");
    keys.push_back(std::move(*key));
  }
  if (keys.empty()) return fail("notify.secret_malformed");
  return keys;
}

std::string signature(std::string_view key, std::string_view id, std::string_view timestamp,
                      std::string_view body) {
  std::string text;
  text.reserve(id.size() + timestamp.size() + body.size() + 2);
  text.append(id).append(1, '.').append(timestamp).append(1, '.').append(body);
  return std::string(kVersionPrefix) + to_base64(hmac_sha256(key, text));
}

bool same_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_in_window(std::string_view timestamp, Instant now, std::chrono::seconds window) {
  std::int64_t seconds = 0;
  const char* const end = timestamp.data() + timestamp.size();
  const auto [parsed, problem] = std::from_chars(timestamp.data(), end, seconds);
  if (problem != std::errc() || parsed != end) return false;
  const std::int64_t now_s =
      std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  // Compared without subtracting a foreign number, which might overflow.
  return seconds >= now_s - window.count() && seconds <= now_s + window.count();
}

}  // namespace

bool is_webhook_id(std::string_view id) {
  if (id.empty() || id.size() > 128) return false;
  for (const char c : id)
    if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
          c == '-'))
      return false;
  return true;
}

Result<WebhookHeaders> sign_webhook(std::string_view id, Instant now, std::string_view body,
                                    const std::vector<std::string>& secrets) {
  const auto keys = keys_of(secrets);
  if (!keys) return fail(keys.error());
  WebhookHeaders headers;
  headers.id = id;
  headers.timestamp =
      std::to_string(std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count());
  for (const std::string& key : *keys) {
    if (!headers.signature.empty()) headers.signature += ' ';
    headers.signature += signature(key, id, headers.timestamp, body);
  }
  return headers;
}

Result<void> verify_webhook(const WebhookHeaders& headers, std::string_view body,
                            const std::vector<std::string>& secrets, Instant now,
                            std::chrono::seconds window) {
  const auto keys = keys_of(secrets);
  if (!keys) return fail(keys.error());
  if (!is_in_window(headers.timestamp, now, window))
    return fail("notify.signature_stale", {{"window_s", std::to_string(window.count())}});
  bool matches = false;
  for (const std::string& key : *keys) {
    const std::string expected = signature(key, headers.id, headers.timestamp, body);
    for (const std::string_view given : split(headers.signature, ' '))
      matches = same_in_constant_time(expected, given) || matches;
  }
  if (!matches) return fail("notify.signature_wrong");
  return {};
}

}  // namespace qianqiao
