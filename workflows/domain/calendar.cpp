#include "workflows/domain/calendar.h"

#include <fmt/format.h>

#include <cassert>
#include <cstdlib>

#include "workflows/base/digest.h"
#include "workflows/domain/domain_data.h"
#include "workflows/domain/holiday_names.h"

namespace qianqiao {
namespace {

using std::chrono::days;

std::string quoted_days(const std::set<Date>& list) {
  std::string out = "[";
  for (const Date day : list) {
    if (out.size() > 1) out += ',';
    out += '"' + format_date(day) + '"';
  }
  return out + ']';
}

Date first_of(int year) {
  return Date(std::chrono::year(year) / std::chrono::January / std::chrono::day(1));
}

}  // namespace

Calendar::Calendar(std::map<int, YearNotice> notices) : notices_(std::move(notices)) {
  if (notices_.empty()) return;
  first_day_ = first_of(notices_.begin()->first);
  const Date end = first_of(notices_.rbegin()->first + 1);
  days_.reserve(static_cast<std::size_t>((end - first_day_).count()));
  for (Date day = first_day_; day < end; day += days(1)) days_.push_back(by_week(day));
  for (const auto& [year, notice] : notices_) {
    for (Date day = first_of(year); day < first_of(year + 1); day += days(1))
      days_[static_cast<std::size_t>((day - first_day_).count())] |= kNoticeBit;
    for (const Date day : notice.off)
      days_[static_cast<std::size_t>((day - first_day_).count())] =
          byte_of(DayKind::kHoliday, true);
    for (const Date day : notice.work)
      days_[static_cast<std::size_t>((day - first_day_).count())] =
          byte_of(DayKind::kMakeUpWorking, true);
  }
  version_ = to_hex(sm3(to_json())).substr(0, 12);
}

const Calendar& Calendar::shipped() {
  static const Calendar calendar = [] {
    auto loaded = from_json(domain_data::embedded_file("holidays.json"));
    assert(loaded && "the shipped notices are checked by a test");
    return loaded ? std::move(*loaded) : Calendar();
  }();
  return calendar;
}

Calendar Calendar::merged_with(const Calendar& other) const {
  std::map<int, YearNotice> notices = notices_;
  for (const auto& [year, notice] : other.notices_) notices[year] = notice;
  return Calendar(std::move(notices));
}

Calendar Calendar::without(int year) const {
  std::map<int, YearNotice> notices = notices_;
  notices.erase(year);
  return Calendar(std::move(notices));
}

bool Calendar::has_notice(int year) const { return notices_.count(year) != 0; }

std::vector<int> Calendar::years() const {
  std::vector<int> out;
  for (const auto& [year, notice] : notices_) out.push_back(year);
  return out;
}

Date Calendar::add_working_days(Date day, int n) const {
  const days step(n < 0 ? -1 : 1);
  for (int left = std::abs(n); left > 0;) {
    day += step;
    if (is_working_day(day)) --left;
  }
  return day;
}

Date Calendar::this_or_next_working_day(Date day) const {
  while (!is_working_day(day)) day += days(1);
  return day;
}

std::optional<Holiday> Calendar::holiday(Date day) const {
  if (kind(day) != DayKind::kHoliday) return std::nullopt;
  Date first = day, last = day;
  // A notice may leave the weekends inside a holiday out, so the run goes on through them.
  for (Date d = day; !is_working_day(d); d -= days(1))
    if (kind(d) == DayKind::kHoliday) first = d;
  for (Date d = day; !is_working_day(d); d += days(1))
    if (kind(d) == DayKind::kHoliday) last = d;
  return Holiday{holiday_name(first, last), first, last};
}

std::string Calendar::to_json() const {
  std::string out = "{";
  for (const auto& [year, notice] : notices_) {
    if (out.size() > 1) out += ',';
    out += fmt::format("\"{:04}\":{{\"off\":{},\"work\":{}}}", year, quoted_days(notice.off),
                       quoted_days(notice.work));
  }
  return out + '}';
}

}  // namespace qianqiao
