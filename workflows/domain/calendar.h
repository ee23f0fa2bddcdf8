// Working days in China, from the State Council's yearly notices
// (国务院办公厅关于部分节假日安排的通知). Weekends are off and weekdays are worked unless a year's
// notice says otherwise. A day in a year without a loaded notice is computed with weekends only,
// and every result that touches one is provisional. Immutable once built; safe to share between
// threads.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/instant.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct YearNotice {
  std::set<Date> off;   // holidays, weekends inside them included or not
  std::set<Date> work;  // make-up working days (调休上班)
  bool operator==(const YearNotice&) const = default;
};

// Why a day is not a working day, or is one against the week's rule.
enum class DayKind { kWorking, kWeekend, kHoliday, kMakeUpWorking };

class Calendar {
 public:
  Calendar() = default;  // no notice at all: everything is provisional

  // JSON of the shape {"2025": {"off": ["2025-01-01", …], "work": […]}, …}.
  // Errors: calendar.malformed (what, where), calendar.day_outside_year, calendar.day_twice.
  static Result<Calendar> from_json(std::string_view json);
  // The notices that ship with the product (workflows/calendars/holidays.json).
  static const Calendar& shipped();

  // This calendar with the years of `other` added or replaced.
  Calendar merged_with(const Calendar& other) const;

  DayKind kind(Date day) const;
  bool is_working_day(Date day) const;
  bool has_notice(int year) const;
  std::vector<int> years() const;
  const std::map<int, YearNotice>& notices() const { return notices_; }

  // The n-th working day after (n > 0) or before (n < 0) `day`; `day` itself for 0.
  Date add_working_days(Date day, int n) const;
  Date this_or_next_working_day(Date day) const;

  std::string to_json() const;  // canonical; from_json of it gives the same calendar
  // The first 12 hexadecimal digits of SM3 over to_json(): names this content.
  const std::string& version() const { return version_; }

 private:
  explicit Calendar(std::map<int, YearNotice> notices);
  std::map<int, YearNotice> notices_;
  std::string version_ = "none";
};

}  // namespace qianqiao
