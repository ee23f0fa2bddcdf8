// Signatures after Standard Webhooks: HMAC-SHA256 over "id.timestamp.body", written
// "v1,<base64>". During a rotation a message carries one signature for each secret, and a receiver
// that knows any of them accepts it. Pure functions.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/instant.h"
#include "workflows/base/result.h"

namespace qianqiao {

// What a receiver refuses to believe, early or late: a recorded message sent again.
inline constexpr std::chrono::seconds kReplayWindow{300};

struct WebhookHeaders {
  std::string id;         // webhook-id
  std::string timestamp;  // webhook-timestamp: seconds since 1970
  std::string signature;  // webhook-signature: "v1,… v1,…"
  bool operator==(const WebhookHeaders&) const = default;
};

// `secrets`: "whsec_" and base64 of 24 to 64 bytes, the newest first; one at least.
// Errors: notify.secret_malformed (the secret itself is not repeated).
Result<WebhookHeaders> sign_webhook(std::string_view id, Instant now, std::string_view body,
                                    const std::vector<std::string>& secrets);

// For receivers. Errors: notify.secret_malformed, notify.signature_stale (outside the replay
// window, or no timestamp), notify.signature_wrong.
Result<void> verify_webhook(const WebhookHeaders& headers, std::string_view body,
                            const std::vector<std::string>& secrets, Instant now,
                            std::chrono::seconds window = kReplayWindow);

// Ids go into a header and between the dots of what is signed: letters, digits, _ and - only.
bool is_webhook_id(std::string_view id);

}  // namespace qianqiao
