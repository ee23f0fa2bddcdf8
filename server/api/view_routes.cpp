// Saved views: a list's filters under a name, one's own, or shared with a role from one's own place
// downwards. A view is no more than parameters: what a list then shows is still what the asking
// person may see.
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "workflows/base/text.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kPages = {"cases", "referrals", "slips", "deadlines",
                                                    "inbox"};
constexpr std::size_t kMostOfOnePerson = 50, kMostParameters = 20, kLongestText = 200;

bool is_own(const Request& request, const SavedViewRow& row) {
  return row.owner == request.viewer.person;
}

// Shared with a role that the viewer holds at that place or below it.
bool is_shared_with(const Request& request, const SavedViewRow& row) {
  const auto& held = request.viewer.appointments;
  return std::any_of(held.begin(), held.end(), [&](const Appointment* appointment) {
    return appointment->role == row.role &&
           request.viewer.directory->is_within(appointment->scope, row.place);
  });
}

Json to_json(const Request& request, const SavedViewRow& row) {
  return {{"id", std::to_string(row.id)},
          {"page", row.page},
          {"name", row.name},
          {"query", Json::parse(row.query)},
          {"owner", row.owner},
          {"own", is_own(request, row)},
          {"role", row.role},
          {"place", row.place},
          {"created", format_instant(from_milliseconds(row.created_ms))}};
}

Result<std::string> query_text(const nlohmann::json* given) {
  Json query = Json::object();
  if (given == nullptr) return query.dump();
  if (given->size() > kMostParameters)
    return fail("view.too_many_parameters", {{"most", std::to_string(kMostParameters)}});
  for (const auto& [name, value] : given->items()) {
    if (!value.is_string()) return fail("http.wrong_type", {{"field", "query." + name}});
    if (name.size() > kLongestText || value.get_ref<const std::string&>().size() > kLongestText)
      return fail("view.too_long",
                  {{"field", "query." + name}, {"most", std::to_string(kLongestText)}});
    query[name] = value;
  }
  return query.dump();
}

// Nobody shares into a place that is not their own.
Result<void> check_sharing(const Request& request, const SavedViewRow& row) {
  if (row.role.empty() && row.place.empty()) return {};
  if (!is_role(row.role)) return fail("view.unknown_role", {{"role", row.role}});
  const auto& held = request.viewer.appointments;
  const bool mine = request.viewer.kind == Viewer::Kind::kOperator ||
                    std::any_of(held.begin(), held.end(), [&](const Appointment* appointment) {
                      return appointment->scope == row.place;
                    });
  return mine ? Result<void>() : fail("view.place_not_yours", {{"place", row.place}});
}

Result<SavedViewRow> read_view(const Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  SavedViewRow row;
  row.owner = request.viewer.person;
  row.page = input->required_text("page");
  row.name = input->required_text("name");
  row.role = input->text("role");
  row.place = input->text("place");
  row.created_ms = to_milliseconds(service.clock.now());
  const nlohmann::json* query = input->object("query");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (std::find(kPages.begin(), kPages.end(), row.page) == kPages.end())
    return fail("view.unknown_page", {{"page", row.page}});
  if (row.name.size() > kLongestText)
    return fail("view.too_long", {{"field", "name"}, {"most", std::to_string(kLongestText)}});
  if (auto fine = check_sharing(request, row); !fine) return fail(fine.error());
  auto text = query_text(query);
  if (!text) return fail(text.error());
  row.query = *std::move(text);
  return row;
}

// Saved again under its name, a view changes; beyond the limit there are no new ones.
Result<std::int64_t> keep(Writer& writer, SavedViewRow row) {
  const auto own = writer.saved_views_of(row.owner);
  const auto same = std::find_if(own.begin(), own.end(), [&](const SavedViewRow& one) {
    return one.page == row.page && one.name == row.name;
  });
  if (same != own.end()) {
    row.id = same->id;
    writer.update_saved_view(row);
    return row.id;
  }
  if (own.size() >= kMostOfOnePerson)
    return fail("view.too_many", {{"most", std::to_string(kMostOfOnePerson)}});
  return writer.insert_saved_view(row);
}

}  // namespace

Result<Answer> list_views(Service& service, const Request& request) {
  const std::string page = text_of(request, "page");
  const auto reader = service.store.reader();
  std::map<std::int64_t, SavedViewRow> found;
  for (SavedViewRow& row : reader->saved_views_of(request.viewer.person))
    found.emplace(row.id, std::move(row));
  for (const Appointment* appointment : request.viewer.appointments)
    for (SavedViewRow& row : reader->saved_views_shared(appointment->role))
      if (is_shared_with(request, row)) found.emplace(row.id, std::move(row));
  Json items = Json::array();
  for (const auto& [id, row] : found)
    if (page.empty() || row.page == page) items.push_back(to_json(request, row));
  return list_answer(items, "");
}

Result<Answer> save_view(Service& service, const Request& request) {
  auto row = read_view(service, request);
  if (!row) return fail(row.error());
  Result<std::int64_t> id;
  const auto done = service.with_engine(
      [&](Engine& engine) { engine.administer([&](Writer& writer) { id = keep(writer, *row); }); });
  if (!done) return fail(done.error());
  if (!id) return fail(id.error());
  row->id = *id;
  return json_answer(to_json(request, *row), 201);
}

Result<Answer> delete_view(Service& service, const Request& request) {
  const auto id = whole_number(request.path_value("id"));
  bool found = false;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.administer([&](Writer& writer) {
      const auto row = id ? writer.saved_view(*id) : std::nullopt;
      found = row && is_own(request, *row);
      if (found) writer.delete_saved_view(row->id);
    });
  });
  if (!done) return fail(done.error());
  if (!found) return fail("view.not_found", {{"view", request.path_value("id")}});
  Answer answer;
  answer.status = 204;
  return answer;
}

}  // namespace qianqiao::routes
