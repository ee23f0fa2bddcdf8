// What a webhook's message leaves with: the address and secrets that its webhook has at that
// moment; those of the settings file where the organisation has no webhook of its own.
#pragma once

#include <memory>

#include "server/api/secret_box.h"
#include "server/main/settings.h"
#include "server/notify/webhook_notifier.h"
#include "server/ports/store.h"

namespace qianqiao {

// `store`, `box` and `wall` outlive what is made.
WebhookSecrets webhook_secrets(const Settings& settings, Store& store, const SecretBox& box,
                               const Clock& wall);
std::unique_ptr<Notifier> through_webhooks(std::unique_ptr<Notifier> sender, Store& store);

}  // namespace qianqiao
