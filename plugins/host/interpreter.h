// Python within the host: started without site packages, environment or user folders; what needs
// native code is imported before the box shuts. Private to this folder.
#pragma once

#include <string>

#include "plugins/host/box.h"

namespace qianqiao::host {

// Throws std::runtime_error.
void start_python(const Box& box);
void import_before_shutting(const Box& box);

}  // namespace qianqiao::host
