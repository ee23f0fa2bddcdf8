// Guards and validators of a county's plugins, asked before a command goes to the writing thread,
// on a snapshot and for a short time. They may add a refusal or a warning and loosen nothing: what
// the engine refuses stays refused. They are asked of what the county's own people post on cases,
// not of banks, clocks and imports; and not where a statutory deadline ends within a day, or has
// ended: no such deadline waits for a plugin.
#pragma once

#include <string>
#include <vector>

#include "server/api/service.h"
#include "server/api/viewer.h"

namespace qianqiao {

// Warnings for whoever posts; empty: none, as always where no such plugin is enabled. A plugin that
// fails is an incident; the command goes on with a warning, unless its manifest says otherwise.
// Errors: plugin.guard_refused, plugin.form_refused, plugin.guard_unavailable.
Result<std::vector<std::string>> ask_guards(Service& service, const Viewer& viewer,
                                            const Command& command);

}  // namespace qianqiao
