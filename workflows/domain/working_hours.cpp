#include "workflows/domain/working_hours.h"

#include <cassert>

namespace qianqiao {

Instant next_working_instant(Instant at, const Calendar& calendar, const WorkingHours& hours) {
  assert(hours.from < hours.to);
  const Date today = local_date(at);
  if (calendar.is_working_day(today)) {
    if (at < at_local_time(today, hours.from)) return at_local_time(today, hours.from);
    if (at < at_local_time(today, hours.to)) return at;
  }
  const Date next = calendar.this_or_next_working_day(today + std::chrono::days{1});
  return at_local_time(next, hours.from);
}

}  // namespace qianqiao
