// Which adapter answers to which door: the one place that knows store, intake and notify.
#pragma once

#include "server/cli/adapters.h"

namespace qianqiao {

class OutgoingClient;

// `outgoing` sends for plugins and outlives what comes of this; null: nothing is sent.
Adapters wire(OutgoingClient* outgoing = nullptr);

}  // namespace qianqiao
