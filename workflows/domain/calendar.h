// Working days in China, from the State Council's yearly notices
// (国务院办公厅关于部分节假日安排的通知). Weekends are off and weekdays are worked unless a year's
// notice says otherwise. A day in a year without a loaded notice is computed with weekends only,
// and every result that touches one is provisional. Immutable once built; safe to share between
// threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/instant.h"
#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

struct YearNotice {
  std::set<Date> off;   // holidays, weekends inside them included or not
  std::set<Date> work;  // make-up working days (调休上班)
  bool operator==(const YearNotice&) const = default;
};

// Why a day is not a working day, or is one against the week's rule.
enum class DayKind { kWorking, kWeekend, kHoliday, kMakeUpWorking };

// A run of days off around a public holiday, weekends within it included.
struct Holiday {
  Text name;  // 春节; both where two holidays are joined
  Date first;
  Date last;
  bool operator==(const Holiday&) const = default;
};

class Calendar {
 public:
  Calendar() = default;  // no notice at all: everything is provisional

  // JSON of the shape {"2025": {"off": ["2025-01-01", …], "work": […]}, …}; "work" may be absent.
  // Errors, each naming its place: calendar.malformed (also unknown fields, years twice, a year
  // without a day off, make-up days on weekdays), calendar.day_outside_year, calendar.day_twice.
  static Result<Calendar> from_json(std::string_view json);
  // The notices that ship with the product (workflows/calendars/holidays.json).
  static const Calendar& shipped();

  // This calendar with the years of `other` added or replaced.
  Calendar merged_with(const Calendar& other) const;
  Calendar without(int year) const;  // the same without that year's notice

  DayKind kind(Date day) const { return static_cast<DayKind>(entry(day) & kKindMask); }
  bool is_working_day(Date day) const { return (entry(day) & kWorkingBit) != 0; }
  bool has_notice(int year) const;
  bool has_notice_for(Date day) const { return (entry(day) & kNoticeBit) != 0; }  // cheaper
  std::vector<int> years() const;
  const std::map<int, YearNotice>& notices() const { return notices_; }

  // The n-th working day after (n > 0) or before (n < 0) `day`; `day` itself for 0.
  Date add_working_days(Date day, int n) const;
  Date this_or_next_working_day(Date day) const;
  // The holiday that `day` belongs to; none: the day is not of kind kHoliday.
  std::optional<Holiday> holiday(Date day) const;

  std::string to_json() const;  // canonical; from_json of it gives the same calendar
  // The first 12 hexadecimal digits of SM3 over to_json(): names this content. "none" where no
  // notice is loaded.
  const std::string& version() const { return version_; }

 private:
  explicit Calendar(std::map<int, YearNotice> notices);

  // One byte a day from the first to the last year with a notice: deadlines are computed in the
  // engine's hot path, where looking days up in sets would be most of the work.
  static constexpr std::uint8_t kKindMask = 0x3, kWorkingBit = 0x4, kNoticeBit = 0x8;
  static std::uint8_t byte_of(DayKind kind, bool notice) {
    const bool working = kind == DayKind::kWorking || kind == DayKind::kMakeUpWorking;
    return static_cast<std::uint8_t>(static_cast<std::uint8_t>(kind) | (working ? kWorkingBit : 0) |
                                     (notice ? kNoticeBit : 0));
  }
  static std::uint8_t by_week(Date day) {
    const std::chrono::weekday weekday(day);
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    return byte_of(weekend ? DayKind::kWeekend : DayKind::kWorking, false);
  }
  std::uint8_t entry(Date day) const {
    const auto index = static_cast<std::size_t>((day - first_day_).count());
    return index < days_.size() ? days_[index] : by_week(day);
  }

  std::map<int, YearNotice> notices_;
  Date first_day_{};
  std::vector<std::uint8_t> days_;
  std::string version_ = "none";
};

}  // namespace qianqiao
