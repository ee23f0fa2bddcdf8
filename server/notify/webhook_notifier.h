// Messages to other systems: POST of the message's JSON to its address (http or https), signed
// after Standard Webhooks, by a careful exchange (outgoing_exchange.h). The timestamp guards
// receivers against replays, so it is the wall clock's, whatever the house's own clock says: a
// simulated one would look stale to them. send() is safe from any number of threads where the two
// functions given are.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/notify/address_policy.h"
#include "server/notify/notify_settings.h"
#include "server/ports/clock.h"
#include "server/ports/notifier.h"
#include "workflows/base/text.h"

namespace qianqiao {

// The secrets of a message's receiver, newest first (two while one replaces the other).
using WebhookSecrets = std::function<Result<std::vector<std::string>>(const MessageRow&)>;

// `wall` outlives the notifier. Errors: notify.setting_invalid, notify.misconfigured.
//
// What an answer means: 2xx delivered; 301 and 308, and every 4xx but the following, rejected;
// 408, 409, 425, 429, 5xx, other redirects and what is no HTTP, refused. Beyond the port's errors
// send() gives notify.misconfigured and notify.secret_malformed, worth another attempt.
Result<std::unique_ptr<Notifier>> make_webhook_notifier(WebhookSettings settings,
                                                        WebhookSecrets secrets, const Clock& wall,
                                                        ResolveHost resolve = nullptr);

// Why a webhook could never be sent to this URL: it is malformed, or the policy forbids what it
// says. Names are looked up when something is sent. None: it may be tried.
std::optional<Text> objection_to_webhook(const std::string& url, const WebhookSettings& settings);

}  // namespace qianqiao
