#include "workflows/domain/schedule.h"

#include <charconv>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

constexpr int kFarthestDays = 366 * 8;  // 29 February, over a century without one

std::optional<int> number_in(std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
    return std::nullopt;
  return value;
}

template <std::size_t N>
bool read_part(std::string_view part, int least, int most, std::bitset<N>& into) {
  int step = 1;
  if (const auto slash = part.find('/'); slash != std::string_view::npos) {
    const auto read = number_in(part.substr(slash + 1), 1, most);
    if (!read) return false;
    step = *read;
    part = part.substr(0, slash);
  }
  int first = least, last = most;
  if (part != "*") {
    const auto dash = part.find('-');
    const auto from = number_in(part.substr(0, dash), least, most);
    const auto to =
        dash == std::string_view::npos ? from : number_in(part.substr(dash + 1), least, most);
    if (!from || !to || *from > *to) return false;
    first = *from;
    last = *to;
  }
  for (int value = first; value <= last; value += step) into.set(static_cast<std::size_t>(value));
  return true;
}

template <std::size_t N>
bool read_field(std::string_view field, int least, int most, std::bitset<N>& into) {
  for (const std::string_view part : split(field, ','))
    if (!read_part(part, least, most, into)) return false;
  return true;
}

}  // namespace

std::optional<Schedule> Schedule::from(std::string_view text) {
  const auto fields = split(text, ' ');
  Schedule schedule;
  if (fields.size() != 5 || !read_field(fields[0], 0, 59, schedule.minutes_) ||
      !read_field(fields[1], 0, 23, schedule.hours_) ||
      !read_field(fields[2], 1, 31, schedule.days_) ||
      !read_field(fields[3], 1, 12, schedule.months_) ||
      !read_field(fields[4], 0, 6, schedule.weekdays_))
    return std::nullopt;
  schedule.any_day_ = fields[2] == "*";
  schedule.any_weekday_ = fields[4] == "*";
  return schedule;
}

bool Schedule::is_day(Date day) const {
  const std::chrono::year_month_day parts(day);
  if (!months_.test(static_cast<unsigned>(parts.month()))) return false;
  const bool by_day = days_.test(static_cast<unsigned>(parts.day()));
  const bool by_weekday = weekdays_.test(std::chrono::weekday(day).c_encoding());
  return any_day_ || any_weekday_ ? by_day && by_weekday : by_day || by_weekday;
}

std::optional<Instant> Schedule::next(Instant after) const {
  Date day = local_date(after);
  for (int days = 0; days < kFarthestDays; ++days, day += std::chrono::days(1)) {
    if (!is_day(day)) continue;
    for (std::size_t hour = 0; hour < hours_.size(); ++hour) {
      for (std::size_t minute = 0; hours_.test(hour) && minute < minutes_.size(); ++minute) {
        if (!minutes_.test(minute)) continue;
        const Instant at = at_local_time(day, std::chrono::minutes(60 * hour + minute));
        if (at > after) return at;
      }
    }
  }
  return std::nullopt;
}

}  // namespace qianqiao
