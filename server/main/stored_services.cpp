#include "server/main/stored_services.h"

#include <future>

#include "server/ports/plugin_records.h"

namespace qianqiao {

Result<std::optional<std::string>> StoredServices::stored(const PluginName& plugin,
                                                          const std::string& key) {
  return store_.reader()->plugins().value(plugin.county, plugin.name, key);
}

Result<void> StoredServices::store(const PluginName& plugin, const std::string& key,
                                   const std::optional<std::string>& value, int most_keys) {
  Result<void> kept;
  try {
    record_([&](Writer& writer) {
      PluginReads& reads = writer.plugins();
      if (!value) return writer.plugin_writes().delete_value(plugin.county, plugin.name, key);
      const bool is_new = !reads.value(plugin.county, plugin.name, key);
      if (is_new && reads.count_values(plugin.county, plugin.name) >= most_keys)
        kept = fail("plugin.store_full",
                    {{"plugin", plugin.name}, {"limit", std::to_string(most_keys)}});
      else
        writer.plugin_writes().put_value(plugin.county, plugin.name, key, *value);
    });
  } catch (const std::future_error&) {
    return fail("server.stopping");
  }
  return kept;
}

std::string StoredServices::settings(const PluginName& plugin) {
  const auto row = store_.reader()->plugins().settings(plugin.county, plugin.name);
  return row ? row->settings : "{}";
}

bool StoredServices::is_approved(const PluginName& plugin, const std::string& host) {
  for (const PluginHostRow& row : store_.reader()->plugins().hosts(plugin.county, plugin.name))
    if (row.host == host) return true;
  return false;
}

std::optional<std::string> StoredServices::secret(const PluginName& plugin,
                                                  const std::string& name) {
  for (const PluginSecretRow& row : store_.reader()->plugins().secrets(plugin.county, plugin.name))
    if (row.secret == name) return box_.open(row.sealed);
  return std::nullopt;
}

Result<OutgoingAnswer> StoredServices::send(const PluginName& plugin,
                                            const OutgoingRequest& request,
                                            std::chrono::milliseconds within) {
  if (outgoing_ == nullptr) return fail("plugin.sending_nowhere", {{"plugin", plugin.name}});
  return outgoing_->send(request, within);
}

}  // namespace qianqiao
