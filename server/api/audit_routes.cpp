// The audit log, for auditors.
#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {

using Json = nlohmann::ordered_json;

Result<Answer> list_audit(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto rows = service.store.reader()->audit(text_of(request, "person"),
                                                  text_of(request, "action"), *before, page->limit);
  Json items = Json::array();
  for (const AuditRow& row : rows)
    items.push_back({{"id", std::to_string(row.id)},
                     {"instant", format_instant(from_milliseconds(row.instant_ms))},
                     {"person", row.person},
                     {"api_key", row.api_key == 0 ? "" : std::to_string(row.api_key)},
                     {"action", row.action},
                     {"object", row.object},
                     {"detail", Json::parse(row.detail, nullptr, false)},
                     {"address", row.address}});
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

}  // namespace qianqiao::routes
