// Changes of what is stored of an installed plugin.
#pragma once

#include <functional>
#include <string>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

// With its line in the audit log, which says `what` of it was changed. Errors: server.stopping.
Result<void> change_plugin(Service& service, const Request& request, const char* action,
                           const InstalledPluginRow& row,
                           const std::function<void(PluginWrites&, Instant now)>& write,
                           const std::string& what = {});

Answer plugin_answer(Service& service, const InstalledPluginRow& row, int status = 200);

}  // namespace qianqiao
