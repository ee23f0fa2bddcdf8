// May a service deadline be extended to this day (process §4)? Asked by the engine before it writes
// anything, and again by the verifier of what history says. Pure.
#pragma once

#include <optional>
#include <vector>

#include "server/engine/rule_book.h"
#include "server/ports/rows.h"
#include "workflows/charts/chart.h"

namespace qianqiao {

// A running clock as far as its extension depends on it.
struct ExtensibleClock {
  const DeadlineRule* rule;
  Instant anchor;
  Instant due;
  int extension_percent;                 // of the rule's own budget, all extensions together
  std::optional<Instant> statutory_due;  // of the statutory clock that a tighter limit accompanies
};

// Errors: deadline.statutory, deadline.expired, deadline.not_later, deadline.beyond_statutory,
// deadline.beyond_bound.
Result<void> may_extend(const ExtensibleClock& clock, Date until, const Calendar& calendar,
                        Instant now);

// The same for a subject's stored deadlines. Errors: those, and deadline.not_running.
Result<void> may_extend(const std::vector<DeadlineRow>& deadlines, const RuleBook& rules,
                        const ExtendDeadline& action, Instant now);

// service_extension_percent_most of the definition; 0 where it says nothing.
int extension_percent(const Definition& definition);

}  // namespace qianqiao
