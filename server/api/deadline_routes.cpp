// Running deadlines across cases, least time left first.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/deadline_json.h"
#include "server/api/due_filter.h"
#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> bad(const Request& request, const char* name) {
  return fail("http.bad_parameter", {{"parameter", name}, {"value", text_of(request, name)}});
}

// "1743609599000.42": due instant and id of the last line.
bool read_cursor(const std::string& cursor, DeadlineFilter& filter) {
  if (cursor.empty()) return true;
  const char *at = cursor.data(), *last = at + cursor.size();
  std::int64_t due_ms = 0;
  const auto due = std::from_chars(at, last, due_ms);
  if (due.ec != std::errc{} || due.ptr == last || *due.ptr != '.') return false;
  const auto id = std::from_chars(due.ptr + 1, last, filter.after);
  filter.after_due = from_milliseconds(due_ms);
  return id.ec == std::errc{} && id.ptr == last;
}

Result<DeadlineFilter> filter_of(const Request& request, Instant now) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  DeadlineFilter filter;
  filter.limit = page->limit;
  if (!read_cursor(page->cursor, filter)) return bad(request, "cursor");
  filter.county = text_of(request, "county");
  filter.rule = text_of(request, "rule");
  if (const std::string effect = text_of(request, "effect"); effect == "statutory")
    filter.effect = Effect::kStatutory;
  else if (effect == "service")
    filter.effect = Effect::kService;
  else if (request.parameter("effect") != nullptr)
    return bad(request, "effect");
  if (const std::string state = text_of(request, "state"); state == "provisional")
    filter.provisional_only = true;
  else if (request.parameter("state") != nullptr && state != "running")
    return bad(request, "state");
  const auto due_before = due_before_of(request, now);
  if (!due_before) return fail(due_before.error());
  filter.due_before = *due_before;
  filter.sights = sights_of(request);
  return filter;
}

}  // namespace

Result<Answer> list_running_deadlines(Service& service, const Request& request) {
  const Instant now = service.clock.now();
  const auto filter = filter_of(request, now);
  if (!filter) return fail(filter.error());
  const auto rules = service.engine.rule_book();
  const auto reader = service.store.reader();
  const auto rows = reader->running_deadlines(*filter);
  Json items = Json::array();
  for (const ListedDeadline& row : rows) items.push_back(to_json(row, now, *rules));
  const bool full = rows.size() == static_cast<std::size_t>(filter->limit);
  return list_answer(items, full ? std::to_string(rows.back().deadline.due_ms) + '.' +
                                       std::to_string(rows.back().deadline.id)
                                 : "");
}

}  // namespace qianqiao::routes
