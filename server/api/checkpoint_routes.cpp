// The signed checkpoints, to be kept outside the house.
#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/checkpoint_export.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Result<Answer> list_checkpoints(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto rows = service.store.reader()->checkpoints();  // by day
  Json items = Json::array();
  std::string last;
  bool more = false;
  for (const CheckpointRow& row : rows) {
    if (row.day <= page->cursor) continue;
    more = items.size() == static_cast<std::size_t>(page->limit);
    if (more) break;
    items.push_back(to_json(row));
    last = row.day;
  }
  // Where the key's file is not at hand, the best there is: what the newest one says of itself.
  const bool has_key = !service.signing_public_key.empty();
  const std::string key = has_key        ? service.signing_public_key
                          : rows.empty() ? std::string()
                                         : rows.back().public_key;
  return json_answer({{"public_key", key.empty() ? Json(nullptr) : Json(hex_of(key))},
                      {"key_source", has_key ? "signing-key" : "checkpoints"},
                      {"items", items},
                      {"next_cursor", more ? Json(last) : Json(nullptr)}});
}

}  // namespace qianqiao::routes
