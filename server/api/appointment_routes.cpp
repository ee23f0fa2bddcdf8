// Dated appointments and mandates (代理): who may do what, and who acts for whom.
#include <nlohmann/json.hpp>

#include "server/api/appointing.h"
#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::days kLongestMandate{366};

Json to_json(const Appointment& row) {
  return {{"person", row.person},
          {"role", row.role},
          {"scope", row.scope},
          {"from", format_date(row.from)},
          {"until", row.until ? Json(format_date(*row.until)) : Json(nullptr)}};
}

Json to_json(const Mandate& row) {
  return {{"id", std::to_string(row.id)},
          {"principal", row.principal},
          {"agent", row.agent},
          {"from", format_date(row.from)},
          {"until", format_date(row.until)}};
}

Result<std::optional<Date>> date_of(ObjectInput& input, const char* name) {
  const std::string text = input.text(name);
  if (text.empty()) return std::optional<Date>();
  const auto day = parse_date(text);
  if (!day) return fail(day.error());
  return std::optional(*day);
}

Result<Appointment> read_appointment(const Request& request, Date today) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Appointment row;
  row.person = input->required_text("person");
  row.role = input->required_text("role");
  row.scope = input->required_text("scope");
  const auto from = date_of(*input, "from"), until = date_of(*input, "until");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!from) return fail(from.error());
  if (!until) return fail(until.error());
  row.from = from->value_or(today);
  row.until = *until;
  if (!is_role(row.role) || row.role == roles::kSystem)
    return fail("role.unknown", {{"role", row.role}});
  if (row.until && *row.until < row.from)
    return fail("appointment.ends_before", {{"from", format_date(row.from)}});
  return row;
}

Result<Mandate> read_mandate(const Request& request, Date today) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Mandate row;
  row.principal = input->text("principal");
  row.agent = input->required_text("agent");
  const auto from = date_of(*input, "from"), until = date_of(*input, "until");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!from) return fail(from.error());
  if (!until) return fail(until.error());
  if (!*until) return fail("http.missing_field", {{"field", "until"}});
  row.from = from->value_or(today);
  row.until = **until;
  if (row.principal.empty()) row.principal = request.viewer.person;
  if (row.until < row.from || row.until - row.from > kLongestMandate)
    return fail("mandate.dates", {{"days", std::to_string(kLongestMandate.count())}});
  if (row.principal == row.agent) return fail("mandate.to_oneself");
  return row;
}

// One's own, or of somebody whose account one manages (who is away and cannot give it itself).
bool may_give(const Request& request, const Mandate& row) {
  const Viewer& viewer = request.viewer;
  if (viewer.kind == Viewer::Kind::kOperator || row.principal == viewer.person) return true;
  return holds_any(request, {roles::kSecurityAdministrator, roles::kCountyAdministrator}) &&
         row.agent != viewer.person && may_get_into(request, row.principal);
}

}  // namespace

Result<Answer> list_appointments(Service& service, const Request& request) {
  const std::string person = text_of(request, "person");
  Json items = Json::array();
  for (const Appointment& row : service.store.reader()->appointments())
    if ((person.empty() || row.person == person) && may_administer(request, row.person))
      items.push_back(to_json(row));
  return list_answer(items, "");
}

Result<Answer> put_appointment(Service& service, const Request& request) {
  const auto row = read_appointment(request, local_date(service.clock.now()));
  if (!row) return fail(row.error());
  const Directory& directory = *request.viewer.directory;
  if (directory.person(row->person) == nullptr)
    return fail("person.not_found", {{"person", row->person}});
  if (directory.organisation(row->scope) == nullptr)
    return fail("organisation.not_found", {{"organisation", row->scope}});
  if (auto fine = check_appointing(request, *row); !fine) return fail(fine.error());
  const auto done = service.with_engine([&](Engine& engine) {
    engine.administer([&](Writer& writer) {
      writer.put_appointment(*row);
      writer.insert_audit(audit_row(service, request, "appointment.put", row->person,
                                    {{"role", row->role},
                                     {"scope", row->scope},
                                     {"from", format_date(row->from)},
                                     {"until", row->until ? format_date(*row->until) : ""}}));
    });
  });
  if (!done) return fail(done.error());
  return json_answer(to_json(*row), 201);
}

Result<Answer> list_mandates(Service& service, const Request& request) {
  Json items = Json::array();
  const PersonId& me = request.viewer.person;
  const bool manages = request.viewer.sees_everything() ||
                       holds_any(request, {roles::kSecurityAdministrator,
                                           roles::kCountyAdministrator, roles::kCountyOffice});
  for (const Mandate& row : service.store.reader()->mandates())
    if (row.principal == me || row.agent == me ||
        (manages && may_administer(request, row.principal)))
      items.push_back(to_json(row));
  return list_answer(items, "");
}

Result<Answer> give_mandate(Service& service, const Request& request) {
  auto row = read_mandate(request, local_date(service.clock.now()));
  if (!row) return fail(row.error());
  for (const PersonId& id : {row->principal, row->agent})
    if (request.viewer.directory->person(id) == nullptr)
      return fail("person.not_found", {{"person", id}});
  if (!may_give(request, *row)) return fail("mandate.not_yours", {{"person", row->principal}});
  const auto done = service.with_engine([&](Engine& engine) {
    engine.administer([&](Writer& writer) {
      row->id = writer.insert_mandate(*row);
      writer.insert_audit(audit_row(service, request, "mandate.given", row->principal,
                                    {{"agent", row->agent},
                                     {"from", format_date(row->from)},
                                     {"until", format_date(row->until)}}));
    });
  });
  if (!done) return fail(done.error());
  return json_answer(to_json(*row), 201);
}

}  // namespace qianqiao::routes
