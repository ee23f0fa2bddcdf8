// What plugins may ask the server for, as stored and as the outside answers: values that they keep,
// hosts that were approved, secrets that were entered, requests to other systems. Thread-safe.
#pragma once

#include <functional>

#include "server/api/secret_box.h"
#include "server/notify/outgoing_client.h"
#include "server/ports/plugin_services.h"
#include "server/ports/store.h"

namespace qianqiao {

class StoredServices : public PluginServices {
 public:
  using Record = std::function<void(const std::function<void(Writer&)>&)>;
  // Store, box and outgoing outlive it. Without `outgoing` nothing is sent: whoever asks is told.
  StoredServices(Store& store, Record record, const SecretBox& box, OutgoingClient* outgoing)
      : store_(store), record_(std::move(record)), box_(box), outgoing_(outgoing) {}

  Result<std::optional<std::string>> stored(const PluginName& plugin,
                                            const std::string& key) override;
  Result<void> store(const PluginName& plugin, const std::string& key,
                     const std::optional<std::string>& value, int most_keys) override;
  std::string settings(const PluginName& plugin) override;
  bool is_approved(const PluginName& plugin, const std::string& host) override;
  std::optional<std::string> secret(const PluginName& plugin, const std::string& name) override;
  Result<OutgoingAnswer> send(const PluginName& plugin, const OutgoingRequest& request,
                              std::chrono::milliseconds within) override;

 private:
  Store& store_;
  const Record record_;
  const SecretBox& box_;
  OutgoingClient* const outgoing_;
};

}  // namespace qianqiao
