#include "server/api/due_filter.h"

#include <algorithm>

#include "server/api/paging.h"

namespace qianqiao {

Result<std::optional<Instant>> due_before_of(const Request& request, Instant now) {
  std::optional<Instant> due_before;
  if (request.parameter("due_before") != nullptr) {
    const auto given = parse_instant(text_of(request, "due_before"));
    if (!given) return fail(given.error());
    due_before = *given;
  }
  const auto overdue = flag_of(request, "overdue");
  if (!overdue) return fail(overdue.error());
  // The last second of the last day is in time.
  const Instant breached = now - std::chrono::milliseconds(999);
  if (*overdue) due_before = std::min(due_before.value_or(breached), breached);
  return due_before;
}

}  // namespace qianqiao
