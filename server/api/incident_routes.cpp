// What went wrong and waits for a person: listed to whom it concerns, and closed with a reason by
// whoever looked after it. Those of a message close when it is sent again, those of a plugin's job
// when the job is decided on.
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/ports/plugin_records.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestReason = 500;  // bytes

Json to_json(const IncidentRow& row) {
  return {{"id", std::to_string(row.id)},
          {"kind", row.kind},
          {"county", row.county},
          {"subject", row.subject},
          {"delivery", row.message == 0 ? "" : std::to_string(row.message)},
          {"detail", row.detail},
          {"opened", format_instant(from_milliseconds(row.opened_ms))},
          {"closed",
           row.closed_ms ? Json(format_instant(from_milliseconds(*row.closed_ms))) : Json(nullptr)},
          {"closed_by", row.closed_by},
          {"resolution", row.resolution}};
}

// Whose incidents these are; those of the whole city ("") are the city's own.
std::set<std::string> places_of(const Viewer& viewer) {
  std::set<std::string> places;
  for (const Appointment* held : viewer.appointments)
    for (const OrganisationId& id : viewer.directory->within(held->scope)) {
      const OrganisationKind kind = viewer.directory->organisation(id)->kind;
      if (kind == OrganisationKind::kCounty) places.insert(id);
      if (kind == OrganisationKind::kCity) places.insert({"", id});
    }
  return places;
}

bool may_see(const Viewer& viewer, const IncidentRow& row) {
  return viewer.sees_everything() || places_of(viewer).contains(row.county);
}

std::vector<IncidentRow> incidents_seen(Reader& reader, const Viewer& viewer,
                                        IncidentFilter filter) {
  if (viewer.sees_everything()) return reader.incidents(filter);
  std::map<std::int64_t, IncidentRow, std::greater<>> found;
  for (const std::string& place : places_of(viewer)) {
    filter.county = place;
    for (IncidentRow& row : reader.incidents(filter)) found.emplace(row.id, std::move(row));
  }
  std::vector<IncidentRow> rows;
  for (auto& [id, row] : found)
    if (rows.size() < static_cast<std::size_t>(filter.limit)) rows.push_back(std::move(row));
  return rows;
}

Result<std::string> reason_in(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  std::string reason = input->required_text("reason");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (reason.size() > kLongestReason)
    return fail("incident.reason_too_long", {{"most", std::to_string(kLongestReason)}});
  return reason;
}

// Errors: incident.not_found, incident.closed, incident.of_job.
Result<IncidentRow> close_in(Writer& writer, const Request& request, const std::string& reason,
                             Instant now) {
  const std::string& text = request.path_value("id");
  auto row = writer.incident(whole_number(text).value_or(0));
  if (!row || !may_see(request.viewer, *row)) return fail("incident.not_found", {{"id", text}});
  if (row->closed_ms) return fail("incident.closed", {{"id", text}});
  if (const auto job = writer.plugins().job_of_incident(row->id))
    return fail("incident.of_job", {{"plugin", job->plugin}, {"job", job->id}});
  writer.close_incident(row->id, reason, request.actor, now);
  return writer.incident(row->id).value();
}

}  // namespace

Result<Answer> list_incidents(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto all = flag_of(request, "all");
  if (!all) return fail(all.error());
  IncidentFilter filter;
  filter.open_only = !*all;
  filter.before = *before;
  filter.limit = page->limit;
  const auto rows = incidents_seen(*service.store.reader(), request.viewer, filter);
  Json items = Json::array();
  for (const IncidentRow& row : rows) items.push_back(to_json(row));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

Result<Answer> close_incident(Service& service, const Request& request) {
  const auto reason = reason_in(request);
  if (!reason) return fail(reason.error());
  service.expect_wait();
  Result<IncidentRow> closed = fail("server.stopping");
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record(
        [&](Writer& writer) { closed = close_in(writer, request, *reason, engine.now()); });
  });
  if (!done) return fail(done.error());
  if (!closed) return fail(closed.error());
  if (auto noted = record_audit(
          service, audit_row(service, request, "incident.closed", std::to_string(closed->id)));
      !noted)
    return fail(noted.error());
  return json_answer(to_json(*closed));
}

}  // namespace qianqiao::routes
