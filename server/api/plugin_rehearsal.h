// A plugin's step on a copy of a case: what it answers and what would become of the case. Nothing
// is kept.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/api/service.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

// `hook` empty: the plugin's first step. Errors: plugin.hook_unknown, server.stopping.
Result<nlohmann::ordered_json> rehearse_plugin(Service& service, const InstalledPluginRow& plugin,
                                               const SubjectRow& of_case, const std::string& hook);

}  // namespace qianqiao
