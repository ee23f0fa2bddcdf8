// What a plugin may see: of all that the server knows of a case, the fields that its manifest asks
// for, and what the hook itself is about. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/plugin_client/manifest.h"

namespace qianqiao {

// A path grants what lies below it; through lists it goes to each entry. `settings` of the input
// lie over the manifest's; only names that the manifest has.
nlohmann::json filter_snapshot(const nlohmann::json& all, const Manifest& manifest);

}  // namespace qianqiao
