// Plugins and their jobs as JSON, and which of them a request may name. Internal to the routes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

nlohmann::ordered_json to_json(const InstalledPluginRow& row, Reader& reader,
                               const std::vector<PluginStatus>& running);
nlohmann::ordered_json to_json(const PluginCheck& check);
nlohmann::ordered_json to_json(const PluginTrial& trial);
nlohmann::ordered_json to_json(const PluginJobRow& row);
nlohmann::ordered_json to_json(const PluginLogRow& row);

// The installed versions that the viewer may know of: those of the counties that it covers.
std::vector<InstalledPluginRow> plugins_seen(Reader& reader, const Request& request);
// The one that {name} and the parameters `county` and `version` name; without a version the one in
// use, else the newest. Errors: plugin.not_installed; http.missing_parameter where several counties
// have one of that name.
Result<InstalledPluginRow> plugin_of(Reader& reader, const Request& request);
std::optional<std::string> version_in_use(Reader& reader, const InstalledPluginRow& row);

}  // namespace qianqiao
