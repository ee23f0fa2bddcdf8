// When people read letters: messages leave in the receiver's working hours (process §5).
#pragma once

#include <chrono>

#include "workflows/base/instant.h"
#include "workflows/domain/calendar.h"

namespace qianqiao {

struct WorkingHours {
  std::chrono::minutes from = std::chrono::hours{9};  // inclusive
  std::chrono::minutes to = std::chrono::hours{17};   // exclusive; later than `from`
  bool operator==(const WorkingHours&) const = default;
};

// `at` itself where it lies in working hours of a working day, else the next such beginning:
// messages leave in the receiver's working hours.
Instant next_working_instant(Instant at, const Calendar& calendar, const WorkingHours& hours = {});

}  // namespace qianqiao
