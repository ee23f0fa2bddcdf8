// Which adapter answers to which door: the one place that knows store, intake and notify.
#pragma once

#include "server/cli/adapters.h"

namespace qianqiao {

Adapters wire();

}  // namespace qianqiao
