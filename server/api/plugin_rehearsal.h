// A plugin's step on a copy of a case: what it answers and what would become of the case. Nothing
// is kept.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/api/service.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

struct Rehearsal {
  nlohmann::ordered_json answer;
  std::string sandbox;  // the rung that it ran in; empty: it did not run
};

// `hook` empty: the plugin's first step. Errors: plugin.hook_unknown, server.stopping.
Result<Rehearsal> rehearse_plugin(Service& service, const InstalledPluginRow& plugin,
                                  const SubjectRow& of_case, const std::string& hook);

}  // namespace qianqiao
