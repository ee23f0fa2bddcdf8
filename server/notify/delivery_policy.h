// When a message is attempted: back-off after failures, and the receiver's working hours. Pure
// functions (but for the numbers drawn from Random).
#pragma once

#include <chrono>
#include <optional>

#include "workflows/base/instant.h"
#include "workflows/base/random.h"
#include "workflows/domain/calendar.h"

namespace qianqiao {

// After so many attempts a message is given up: an incident stands in for it.
inline constexpr int kMostAttempts = 12;

// When to try again after `attempts` failed ones, the last at `now`; none: give up. Waits 1, 5 and
// 30 minutes, 1, 2, 4, 6, 8, 12, 16 and 24 hours, each up to a fifth shorter or longer so that
// messages that failed together do not come back together: about three days in all.
std::optional<Instant> next_attempt(int attempts, Instant now, Random& random);

struct WorkingHours {
  std::chrono::minutes from = std::chrono::hours{9};  // inclusive
  std::chrono::minutes to = std::chrono::hours{17};   // exclusive; later than `from`
  bool operator==(const WorkingHours&) const = default;
};

// `at` itself where it lies in working hours of a working day, else the next such beginning:
// messages leave in the receiver's working hours.
Instant next_working_instant(Instant at, const Calendar& calendar, const WorkingHours& hours = {});

}  // namespace qianqiao
