// What was taken apart and looked over becomes an installed version of a county. Internal to the
// routes.
#pragma once

#include <string>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

struct Installation {
  InstalledPluginRow row;
  bool is_new = false;  // else it was there already, with the same content
};

// The upload gets its place or is discarded. `county`: empty for the plugin's own. `from`: the
// version that it was made from, for the audit log. Errors: its first problem as a refusal;
// http.missing_parameter, county.not_yours, plugin.county_mismatch, plugin.exists,
// plugin.folder_unwritable, server.stopping.
Result<Installation> install_upload(Service& service, const Request& request,
                                    const PluginUpload& upload, const std::string& county,
                                    const std::string& from = {});

}  // namespace qianqiao
