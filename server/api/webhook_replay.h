// Sending again what went by a webhook before: under its own id, so that a receiver can tell, as a
// row of its own, so that what became of it then stays in the log.
#pragma once

#include "server/ports/store.h"
#include "workflows/base/result.h"

namespace qianqiao {

inline constexpr int kMostReplayed = 1000;

// The message called so. Errors: webhook.message_not_found, webhook.message_waiting.
Result<std::vector<MessageId>> replay_message(Writer& writer, const WebhookRow& webhook,
                                              const std::string& stable_id, Instant now);
// Each message made in [from, to), once, but for those still on their way.
// Errors: webhook.replay_too_many.
Result<std::vector<MessageId>> replay_between(Writer& writer, const WebhookRow& webhook,
                                              Instant from, Instant to, Instant now);

}  // namespace qianqiao
