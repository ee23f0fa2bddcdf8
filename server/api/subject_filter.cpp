#include "server/api/subject_filter.h"

#include <utility>

#include "server/api/due_filter.h"
#include "server/api/gate.h"
#include "server/api/paging.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

// The beginning of the day that a parameter names; none: it is absent.
Result<std::optional<Instant>> start_of_day_of(const Request& request, const char* name) {
  const std::string text = text_of(request, name);
  if (text.empty()) return std::optional<Instant>();
  const auto day = parse_date(text);
  if (!day) return fail(day.error());
  return std::optional(start_of_day(*day));
}

constexpr std::pair<std::string_view, SubjectOrder> kOrders[] = {
    {"id", SubjectOrder::kNumber},
    {"-id", SubjectOrder::kNumberDown},
    {"opened", SubjectOrder::kOpening},
    {"-opened", SubjectOrder::kOpeningDown}};

// ?sort=. What a search finds stays in the search's own order.
Result<SubjectOrder> order_of(const Request& request) {
  const std::string name = text_of(request, "sort");
  if (name.empty()) return SubjectOrder::kNumber;
  if (request.parameter("q") != nullptr) return fail("search.sorted");
  for (const auto& [known, order] : kOrders)
    if (known == name) return order;
  return fail("http.bad_parameter", {{"parameter", "sort"}, {"value", name}});
}

Result<void> begin_at(SubjectFilter& filter, const std::string& cursor) {
  filter.after = cursor;
  if (cursor.empty() || !is_by_opening(filter.order)) return {};
  const auto parts = split(cursor, '~');
  const auto opened = parts.size() == 2 ? whole_number(parts[0]) : std::nullopt;
  if (!opened || parts[1].empty())
    return fail("http.bad_parameter", {{"parameter", "cursor"}, {"value", cursor}});
  filter.after_opened_ms = *opened;
  filter.after = parts[1];
  return {};
}

}  // namespace

Result<SubjectFilter> filter_of(SubjectKind kind, const Request& request, Instant now) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto open_only = flag_of(request, "open");
  if (!open_only) return fail(open_only.error());
  SubjectFilter filter;
  filter.kind = kind;
  filter.county = text_of(request, "county");
  filter.township = text_of(request, "township");
  filter.state = text_of(request, "state");
  if (filter.state.empty()) filter.state = text_of(request, "stage");
  const auto due_before = due_before_of(request, now);
  if (!due_before) return fail(due_before.error());
  filter.due_before = *due_before;
  const auto opened_from = start_of_day_of(request, "opened_from");
  const auto opened_before = start_of_day_of(request, "opened_before");
  if (!opened_from) return fail(opened_from.error());
  if (!opened_before) return fail(opened_before.error());
  filter.opened_from = *opened_from;
  filter.opened_before = *opened_before;
  const auto words = words_of(request);
  if (!words) return fail(words.error());
  filter.words = *words;
  if (kind == SubjectKind::kCase) {
    filter.pushed_to = text_of(request, "bank");
    filter.pushed_sight = sight_of(request, SubjectKind::kReferral);
  } else {
    filter.organisation = text_of(request, kind == SubjectKind::kSlip ? "department" : "bank");
  }
  filter.case_id = text_of(request, "case");
  filter.enterprise = text_of(request, "enterprise");
  filter.open_only = *open_only;
  filter.sight = sight_of(request, kind);
  filter.limit = page->limit;
  const auto order = order_of(request);
  if (!order) return fail(order.error());
  filter.order = *order;
  if (auto begun = begin_at(filter, page->cursor); !begun) return fail(begun.error());
  return filter;
}

std::string cursor_after(const SubjectRow& row, SubjectOrder order) {
  return is_by_opening(order) ? std::to_string(row.opened_ms) + '~' + row.id : row.id;
}

}  // namespace qianqiao
