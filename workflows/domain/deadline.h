// Deadline arithmetic: 民法典 第二百零一、二百零三条 by analogy. The anchor's local day is not
// counted; the deadline is 23:59:59 local of the last day; a calendar-day deadline that ends on a
// non-working day rolls to the next working day. Pure functions: no clock, no storage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/base/instant.h"
#include "workflows/base/text.h"
#include "workflows/domain/calendar.h"

namespace qianqiao {

enum class BudgetUnit {
  kCalendarDays,  // 日: rolls over non-working days at its end
  kWorkingDays,   // 个工作日
  kFixedDate,     // a date set in advance, inclusive, never rolled
};

struct Budget {
  BudgetUnit unit = BudgetUnit::kCalendarDays;
  int days = 0;       // of the first two units; 0 < days <= kLongestBudgetDays
  Date fixed_date{};  // of the third
  bool operator==(const Budget&) const = default;
};
inline constexpr int kLongestBudgetDays = 3650;

// compute_due asserts it: whoever reads budgets from files or rows checks first.
constexpr bool is_valid(const Budget& budget) {
  return budget.unit == BudgetUnit::kFixedDate ||
         (budget.days > 0 && budget.days <= kLongestBudgetDays);
}

enum class Effect {
  kStatutory,  // the notice's own: nobody in a county extends, pauses or drops it
  kService,    // a county's choice
};

struct SkippedDay {
  Date day;
  DayKind why;  // kWeekend or kHoliday
};

struct Due {
  Date nominal;      // the last day before rolling
  Date day;          // the last day
  Instant instant;   // 23:59:59 local of `day`
  bool provisional;  // a day of a year without a notice was counted or skipped
  // Working days counted; of calendar days the first and the last; of a fixed date none.
  std::vector<Date> counted;
  std::vector<SkippedDay> skipped;  // days passed over in counting, or rolled over at the end
};

Due compute_due(const Budget& budget, Instant anchor, const Calendar& calendar);

// Has the last day passed? It ends with its last second, not at that second's beginning.
constexpr bool is_over(Instant due, Instant now) { return now >= due + std::chrono::seconds(1); }

// Why it is this day, in full sentences: what anchored it, how it was counted, what moved it,
// whether it is provisional and what to do about that. `anchor_event` names what happened at the
// anchor (银行收齐申请材料); empty: only its time is given. A due date so far ahead that it names
// hundreds of days is told in counts.
Text explain_due(const Budget& budget, Instant anchor, const Due& due, const Calendar& calendar,
                 const Text& anchor_event = {});

// A step of a ladder: before (negative), at (0) or after (positive) the deadline, in working days.
// Ahead and later rungs fire at 09:00 local, the rung at 0 at 00:00 after the last day.
// From a fixed date that is no working day, the first working day before it is 1 working day
// before, and the first after it is 1 after.
Instant rung_instant(int offset_working_days, Date due_day, const Calendar& calendar);

// Was a day of a year without a notice passed on the way from the due day to the rung? Such a
// rung moves when the notice is loaded, even where the due day itself is final.
bool is_rung_provisional(int offset_working_days, Date due_day, const Calendar& calendar);

}  // namespace qianqiao
