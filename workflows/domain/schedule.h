// Times that come again, written as five fields: minute hour day month weekday (0 is Sunday), local
// time of Asia/Shanghai. A field is *, a number, a range 1-5, a list 1,15 or a step */15. Where day
// and weekday are both given, either suffices, as in cron. Pure.
#pragma once

#include <bitset>
#include <optional>
#include <string_view>

#include "workflows/base/instant.h"

namespace qianqiao {

class Schedule {
 public:
  static std::optional<Schedule> from(std::string_view text);  // none: not a schedule

  // The first instant after `after`; none: it never comes (31 February).
  std::optional<Instant> next(Instant after) const;

 private:
  bool is_day(Date day) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;
  bool any_day_ = false, any_weekday_ = false;
};

}  // namespace qianqiao
