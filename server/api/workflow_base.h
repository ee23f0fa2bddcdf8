// What drafts are written on, as data: the notice's clocks and limits and the city's own, with what
// a county may put in their place.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "workflows/definition/definition.h"

namespace qianqiao {

nlohmann::ordered_json base_json(const Definition& city);

}  // namespace qianqiao
