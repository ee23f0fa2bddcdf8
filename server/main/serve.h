// Runs the server until it is told to stop (SIGTERM, SIGINT) or its database fails.
#pragma once

#include "server/cli/adapters.h"

namespace qianqiao {

int serve(const ServeOptions& options);

}  // namespace qianqiao
