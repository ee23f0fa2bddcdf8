#include "workflows/domain/deadline.h"

#include <algorithm>
#include <cassert>

namespace qianqiao {
namespace {

using std::chrono::days;

constexpr std::chrono::hours kRungTimeOfDay{9};

// (六) 5个工作日: counted one by one, the anchor's day left out.
Due count_working_days(int budget_days, Date anchor_day, const Calendar& calendar) {
  Due due{};
  due.counted.reserve(static_cast<std::size_t>(budget_days));
  due.skipped.reserve(8);
  Date day = anchor_day;
  for (int left = budget_days; left > 0;) {
    day += days(1);
    if (!calendar.has_notice_for(day)) due.provisional = true;
    if (calendar.is_working_day(day)) {
      due.counted.push_back(day);
      --left;
    } else {
      due.skipped.push_back({day, calendar.kind(day)});
    }
  }
  due.nominal = due.day = day;
  return due;
}

// (六) 30日: every day counts; only the last one is asked whether it is a working day.
Due count_calendar_days(int budget_days, Date anchor_day, const Calendar& calendar) {
  Due due{};
  due.nominal = anchor_day + days(budget_days);
  due.counted.push_back(anchor_day + days(1));
  if (budget_days > 1) due.counted.push_back(due.nominal);
  due.day = due.nominal;
  due.provisional = !calendar.has_notice_for(due.day);
  while (!calendar.is_working_day(due.day)) {
    due.skipped.push_back({due.day, calendar.kind(due.day)});
    due.day += days(1);
    if (!calendar.has_notice_for(due.day)) due.provisional = true;
  }
  return due;
}

// (四) 11月20日前: a date set in advance stands, working day or not.
Due take_fixed_date(Date date) {
  Due due{};
  due.nominal = due.day = date;
  return due;
}

}  // namespace

Due compute_due(const Budget& budget, Instant anchor, const Calendar& calendar) {
  assert(is_valid(budget));
  const Date anchor_day = local_date(anchor);
  Due due = budget.unit == BudgetUnit::kFixedDate ? take_fixed_date(budget.fixed_date)
            : budget.unit == BudgetUnit::kWorkingDays
                ? count_working_days(budget.days, anchor_day, calendar)
                : count_calendar_days(budget.days, anchor_day, calendar);
  due.instant = end_of_day(due.day);
  return due;
}

Instant rung_instant(int offset_working_days, Date due_day, const Calendar& calendar) {
  if (offset_working_days == 0) return start_of_day(due_day + days(1));
  return at_local_time(calendar.add_working_days(due_day, offset_working_days), kRungTimeOfDay);
}

bool is_rung_provisional(int offset_working_days, Date due_day, const Calendar& calendar) {
  if (offset_working_days == 0) return false;
  const Date rung_day = calendar.add_working_days(due_day, offset_working_days);
  // The due day itself was not counted on this way.
  const Date first = offset_working_days > 0 ? due_day + days(1) : rung_day;
  const Date last = offset_working_days > 0 ? rung_day : due_day - days(1);
  for (Date day = first; day <= last; day += days(1))
    if (!calendar.has_notice_for(day)) return true;
  return false;
}

}  // namespace qianqiao
