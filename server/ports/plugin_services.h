// What a plugin may ask its server for while a hook runs, and nothing else. The server implements
// it; calls come from the threads that run hooks, several at once.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "server/ports/step_runner.h"

namespace qianqiao {

struct OutgoingRequest {
  std::string method;  // GET, POST
  std::string url;     // https
  std::map<std::string, std::string> headers;
  std::string body;
};

struct OutgoingAnswer {
  int status = 0;
  std::map<std::string, std::string> headers = {};  // names in lower case
  std::string body = {};
};

// What a manifest may ask for at most as limits.store_keys.
inline constexpr int kMostStoreKeys = 10'000;

class PluginServices {
 public:
  virtual ~PluginServices() = default;

  // The key-value store of this plugin in this county, shared by its versions. Keys were checked
  // for length; of them there are never more than `most_keys`, the manifest's. Errors:
  // plugin.store_full (denied), others mean "not now".
  virtual Result<std::optional<std::string>> stored(const PluginName& plugin,
                                                    const std::string& key) = 0;
  virtual Result<void> store(const PluginName& plugin, const std::string& key,
                             const std::optional<std::string>& value, int most_keys) = 0;

  // What the county changed of the manifest's settings: a JSON object.
  virtual std::string settings(const PluginName& plugin) = 0;

  // Has an administrator approved the host for this plugin? That the manifest names it was checked.
  virtual bool is_approved(const PluginName& plugin, const std::string& host) = 0;
  virtual std::optional<std::string> secret(const PluginName& plugin, const std::string& name) = 0;
  // Secrets are filled in already. No redirects are followed, no private addresses connected to.
  virtual Result<OutgoingAnswer> send(const PluginName& plugin, const OutgoingRequest& request,
                                      std::chrono::milliseconds within) = 0;
};

}  // namespace qianqiao
