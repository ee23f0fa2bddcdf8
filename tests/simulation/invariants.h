// What must hold after every simulated day, told from stored rows without the charts: who reviewed,
// who signed, how many banks, when rungs were claimed, who moved a date.
#pragma once

#include <string>

#include "server/ports/store.h"

namespace qianqiao::test {

// A line for each breach; empty: all holds.
std::string broken_invariants(Store& store, Instant now);

}  // namespace qianqiao::test
