#include "workflows/domain/calendar_difference.h"

#include <algorithm>
#include <iterator>

namespace qianqiao {

CalendarDifference compare_calendars(const Calendar& before, const Calendar& after) {
  CalendarDifference out;
  const std::vector<int> old_years = before.years(), new_years = after.years();
  std::set_difference(new_years.begin(), new_years.end(), old_years.begin(), old_years.end(),
                      std::back_inserter(out.years_added));
  std::set_difference(old_years.begin(), old_years.end(), new_years.begin(), new_years.end(),
                      std::back_inserter(out.years_removed));
  // Without a notice on either side a day goes by the week in both: only named days can differ.
  std::set<Date> named;
  for (const Calendar* calendar : {&before, &after})
    for (const auto& [year, notice] : calendar->notices()) {
      named.insert(notice.off.begin(), notice.off.end());
      named.insert(notice.work.begin(), notice.work.end());
    }
  for (const Date day : named)
    if (before.kind(day) != after.kind(day))
      out.days.push_back({day, before.kind(day), after.kind(day)});
  return out;
}

}  // namespace qianqiao
