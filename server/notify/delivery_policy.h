// When a message is attempted again after failures. Pure, but for the numbers drawn from Random.
#pragma once

#include <optional>

#include "workflows/base/instant.h"
#include "workflows/base/random.h"

namespace qianqiao {

// After so many attempts a message is given up: an incident stands in for it.
inline constexpr int kMostAttempts = 12;

// When to try again after `attempts` failed ones, the last at `now`; none: give up. Waits 1, 5 and
// 30 minutes, 1, 2, 4, 6, 8, 12, 16 and 24 hours, each up to a fifth shorter or longer so that
// messages that failed together do not come back together: about three days in all.
std::optional<Instant> next_attempt(int attempts, Instant now, Random& random);

}  // namespace qianqiao
