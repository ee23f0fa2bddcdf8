// What plugins leave behind is not kept for ever: calls that ended long ago and old lines of their
// logs go. History, audit and incidents stay.
#pragma once

#include <chrono>
#include <functional>

#include "server/ports/store.h"

namespace qianqiao {

struct PluginRetention {
  std::chrono::days jobs{180};      // after they ended; with an open incident, until it is closed
  std::int64_t log_lines = 10'000;  // of each plugin in each county, the newest
};

// Removes in small pieces, each a change on the writing thread: nobody waits long for one.
void prune_plugins(Store& store, const PluginRetention& retention, Instant now,
                   const std::function<void(const std::function<void(Writer&)>&)>& record);

}  // namespace qianqiao
