// What becomes of days when one calendar takes the place of another: shown before a notice is
// loaded, and the reason why deadlines are computed anew. Pure.
#pragma once

#include <vector>

#include "workflows/domain/calendar.h"

namespace qianqiao {

struct DayChange {
  Date day;
  DayKind before;
  DayKind after;
  bool operator==(const DayChange&) const = default;
};

struct CalendarDifference {
  std::vector<DayChange> days;     // whose kind changed, in order
  std::vector<int> years_added;    // final from now on, even where no day changed
  std::vector<int> years_removed;  // provisional again
  bool empty() const { return days.empty() && years_added.empty() && years_removed.empty(); }
};

CalendarDifference compare_calendars(const Calendar& before, const Calendar& after);

}  // namespace qianqiao
