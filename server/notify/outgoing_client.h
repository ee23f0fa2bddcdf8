// Sends for plugins what their server let pass: as carefully as messages of the server's own.
// send() is safe from any number of threads.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "server/notify/address_policy.h"
#include "server/notify/notify_settings.h"
#include "server/ports/plugin_services.h"

namespace qianqiao {

class OutgoingClient {
 public:
  virtual ~OutgoingClient() = default;
  // Errors: plugin.address_refused (it may not be reached), plugin.no_answer,
  // plugin.answer_too_large. Redirects come back as any other answer.
  virtual Result<OutgoingAnswer> send(const OutgoingRequest& request,
                                      std::chrono::milliseconds within) = 0;
};

// `relays`: host → "host:port" of a gateway of the house that its requests go to instead.
// Errors: notify.setting_invalid, notify.misconfigured.
Result<std::unique_ptr<OutgoingClient>> make_outgoing_client(
    const WebhookSettings& settings, const std::map<std::string, std::string>& relays,
    ResolveHost resolve = nullptr);

}  // namespace qianqiao
