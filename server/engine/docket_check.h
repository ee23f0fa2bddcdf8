// Does each docket still say what was frozen, and does history know what came of its cases? A part
// of `verify`.
#pragma once

#include <functional>

#include "server/engine/verifier.h"

namespace qianqiao {

void check_dockets(Reader& reader, const std::function<void(Difference)>& report);

}  // namespace qianqiao
