// The first run: the city's tree and its three administrators, once.
#include <nlohmann/json.hpp>
#include <set>

#include "server/api/audit.h"
#include "server/api/demo_door.h"
#include "server/api/directory_input.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/password_hash.h"
#include "server/api/routes.h"
#include "server/api/set_up.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

// Separate persons for system, security and audit (三员分立).
constexpr std::pair<const char*, std::string_view> kAdministrators[] = {
    {"system_administrator", roles::kSystemAdministrator},
    {"security_administrator", roles::kSecurityAdministrator},
    {"auditor", roles::kAuditor}};

OrganisationKind kind_of(AreaKind kind) {
  switch (kind) {
    case AreaKind::kProvince:
      return OrganisationKind::kProvince;
    case AreaKind::kCity:
      return OrganisationKind::kCity;
    case AreaKind::kTown:
      return OrganisationKind::kTownship;
    case AreaKind::kCounty:
    case AreaKind::kZone:
      break;
  }
  return OrganisationKind::kCounty;
}

// The city of the table of areas, with all its places. A zone stands beside the counties: the
// county that it lies in has no say in it.
std::vector<Organisation> the_city() {
  const AreaTable& areas = AreaTable::shipped();
  std::vector<Organisation> all;
  for (const Area& area : areas.areas()) {
    const std::string& parent = area.kind == AreaKind::kZone ? areas.city().code : area.parent;
    all.push_back({area.code, parent, kind_of(area.kind), area.name, area.code, "", ""});
  }
  return all;
}

Result<std::vector<NewPerson>> read_administrators(ObjectInput& input, Date today) {
  std::vector<NewPerson> people;
  std::set<PersonId> names;
  for (const auto& [field, role] : kAdministrators) {
    const nlohmann::json* described = input.object(field);
    if (described == nullptr) return fail("http.missing_field", {{"field", field}});
    nlohmann::json whole = *described;
    whole["organisation"] = AreaTable::shipped().city().code;
    auto made = read_person(whole, today);
    if (!made) return fail(made.error());
    if (made->password.empty()) return fail("http.missing_field", {{"field", "password"}});
    if (!made->appointments.empty()) return fail("http.unknown_field", {{"field", "appointments"}});
    if (!names.insert(made->person.id).second)
      return fail("person.exists", {{"person", made->person.id}});
    auto hash = hash_password(made->password);
    if (!hash) return fail(hash.error());
    made->person.password_hash = *std::move(hash);
    made->appointments.push_back(
        {made->person.id, std::string(role), made->person.home, today, std::nullopt});
    people.push_back(*std::move(made));
  }
  return people;
}

}  // namespace

Result<Answer> show_set_up(Service& service, const Request&) {
  return json_answer({{"open", service.set_up->is_open()},
                      {"demo", demo_entrances(service, *service.store.reader()).has_value()}});
}

Result<Answer> set_up(Service& service, const Request& request) {
  if (!service.set_up->is_open()) return fail("setup.closed");
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  if (!service.set_up->is_code(input->required_text("code"))) return fail("setup.wrong_code");
  auto people = read_administrators(*input, local_date(service.clock.now()));
  if (!people) return fail(people.error());
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  Result<void> answer;
  const auto done = service.with_engine([&](Engine& engine) {
    if (!service.set_up->is_open()) {  // somebody else was quicker
      answer = fail("setup.closed");
      return;
    }
    const auto directory = engine.directory();
    engine.administer([&](Writer& writer) {
      for (const Organisation& row : the_city())
        if (directory->organisation(row.id) == nullptr) writer.put_organisation(row);
      for (const NewPerson& made : *people) {
        writer.put_person(made.person);
        for (const Appointment& row : made.appointments) writer.put_appointment(row);
      }
      writer.insert_audit(audit_row(service, request, "setup.done", people->front().person.id));
    });
  });
  if (!done) return fail(done.error());
  if (!answer) return fail(answer.error());
  return json_answer({{"open", false}, {"demo", false}}, 201);
}

}  // namespace qianqiao::routes
