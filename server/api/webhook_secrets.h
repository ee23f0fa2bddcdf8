// Secrets that webhooks are signed with: made here, shown once, sealed at rest. While one replaces
// another both sign, so that a receiver can change over in its own time (Standard Webhooks).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "server/api/secret_box.h"
#include "server/ports/rows.h"

namespace qianqiao {

// "whsec_" and base64 of 32 random bytes.
std::string new_webhook_secret();

void give_secret(WebhookRow& row, const SecretBox& box, const std::string& secret);
// The former one goes on signing for `overlap`.
void rotate_secret(WebhookRow& row, const SecretBox& box, const std::string& secret, Instant now,
                   std::chrono::hours overlap);
// Those that sign now, newest first. Empty: sealed with another key.
std::vector<std::string> secrets_in_force(const WebhookRow& row, const SecretBox& box, Instant now);
bool is_rotating(const WebhookRow& row, Instant now);

}  // namespace qianqiao
