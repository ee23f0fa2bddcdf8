// Open tasks, and the entries of the lists (走访目标, 申报, 推荐 …).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Result<std::string> required(const Request& request, const char* name) {
  std::string value = text_of(request, name);
  if (value.empty()) return fail("http.missing_parameter", {{"parameter", name}});
  return value;
}

// Of a city or province: those of all its counties.
std::vector<TaskRow> tasks_within(const Directory& directory, Reader& reader,
                                  const std::string& place, const std::string& role, int limit) {
  const Organisation* named = directory.organisation(place);
  if (named == nullptr || named->kind == OrganisationKind::kCounty)
    return reader.tasks_for(place, role, limit);
  std::vector<TaskRow> all;
  for (const Organisation& county : directory.organisations()) {
    if (county.kind != OrganisationKind::kCounty || !directory.is_within(county.id, place))
      continue;
    for (TaskRow& task : reader.tasks_for(county.id, role, limit)) all.push_back(std::move(task));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const TaskRow& a, const TaskRow& b) { return a.opened_ms < b.opened_ms; });
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

}  // namespace

Result<Answer> list_tasks(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto county = required(request, "county"), role = required(request, "role");
  if (!county) return fail(county.error());
  if (!role) return fail(role.error());
  const auto reader = service.store.reader();
  Json items = Json::array();
  for (const TaskRow& task :
       tasks_within(*service.engine.directory(), *reader, *county, *role, page->limit))
    items.push_back({{"subject", task.subject},
                     {"kind", task.kind},
                     {"role", task.role},
                     {"county", task.county},
                     {"organisation", task.organisation},
                     {"opened", format_instant(from_milliseconds(task.opened_ms))},
                     {"claimed_by", task.claimed_by}});
  return list_answer(items, "");
}

Result<Answer> list_entries(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto county = required(request, "county");
  if (!county) return fail(county.error());
  const auto reader = service.store.reader();
  const auto rows =
      reader->list_entries(*county, request.path_value("list"), page->cursor, page->limit);
  Json items = Json::array();
  for (const ListEntryRow& row : rows)
    items.push_back({{"subject", row.subject},
                     {"county", row.county},
                     {"list", row.list},
                     {"entered", format_instant(from_milliseconds(row.entered_ms))},
                     {"left", row.left_ms ? Json(format_instant(from_milliseconds(*row.left_ms)))
                                          : Json(nullptr)}});
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? rows.back().subject : "");
}

}  // namespace qianqiao::routes
