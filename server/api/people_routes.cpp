#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/appointing.h"
#include "server/api/audit.h"
#include "server/api/directory_input.h"
#include "server/api/json_input.h"
#include "server/api/masking.h"
#include "server/api/paging.h"
#include "server/api/password_hash.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Person& person, const std::vector<Appointment>& appointments) {
  Json held = Json::array();
  for (const Appointment& appointment : appointments)
    if (appointment.person == person.id)
      held.push_back(
          {{"role", appointment.role},
           {"scope", appointment.scope},
           {"from", format_date(appointment.from)},
           {"until", appointment.until ? Json(format_date(*appointment.until)) : Json(nullptr)}});
  return {{"user_name", person.id},
          {"name", person.name},
          {"organisation", person.home},
          {"email", person.email},
          {"phone", masked_phone(person.phone)},
          {"disabled", person.disabled},
          {"can_log_in", !person.disabled && !person.password_hash.empty()},
          {"appointments", held}};
}

// Changes one person on the writing thread, on record; its sessions end.
Result<Answer> change_person(Service& service, const Request& request, std::string_view action,
                             const std::function<void(Person&)>& change) {
  const PersonId& id = request.path_value("id");
  Result<void> answer;
  if (!may_administer(request, id)) return fail("person.not_found", {{"person", id}});
  const auto done = service.with_engine([&](Engine& engine) {
    const Person* known = engine.directory()->person(id);
    if (known == nullptr) {
      answer = fail("person.not_found", {{"person", id}});
      return;
    }
    Person changed = *known;
    change(changed);
    engine.administer([&](Writer& writer) {
      writer.put_person(changed);
      writer.delete_sessions_of(id);
      writer.insert_audit(audit_row(service, request, action, id));
    });
  });
  if (!done) return fail(done.error());
  if (!answer) return fail(answer.error());
  return json_answer({{"user_name", id}});
}

Result<void> check_places(const Request& request, const Directory& directory,
                          const NewPerson& made) {
  if (directory.person(made.person.id) != nullptr)
    return fail("person.exists", {{"person", made.person.id}});
  if (directory.organisation(made.person.home) == nullptr)
    return fail("organisation.not_found", {{"organisation", made.person.home}});
  if (!may_administer_at(request, made.person.home))
    return fail("organisation.not_yours", {{"organisation", made.person.home}});
  for (const Appointment& appointment : made.appointments) {
    if (directory.organisation(appointment.scope) == nullptr)
      return fail("organisation.not_found", {{"organisation", appointment.scope}});
    if (auto fine = check_appointing(request, appointment); !fine) return fine;
  }
  return {};
}

// What guards its sign-in.
Result<Answer> change_guard(Service& service, const Request& request, std::string_view action,
                            Result<void> (Accounts::*change)(const PersonId&)) {
  const PersonId& id = request.path_value("id");
  if (!may_get_into(request, id)) return fail("person.not_found", {{"person", id}});
  if (auto done = (service.accounts->*change)(id); !done) return fail(done.error());
  if (auto recorded = record_audit(service, audit_row(service, request, action, id)); !recorded)
    return fail(recorded.error());
  return json_answer({{"user_name", id}});
}

}  // namespace

Result<Answer> list_people(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto appointments = reader->appointments();
  Json items = Json::array();
  for (const Person& person : reader->people())
    if (may_administer_at(request, person.home)) items.push_back(to_json(person, appointments));
  return list_answer(items, "");
}

Result<Answer> add_person(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto made = read_person(*body, local_date(service.clock.now()));
  if (!made) return fail(made.error());
  if (!made->password.empty()) {
    auto hash = hash_password(made->password);
    if (!hash) return fail(hash.error());
    made->person.password_hash = *std::move(hash);
  }
  Result<void> answer;
  const auto done = service.with_engine([&](Engine& engine) {
    answer = check_places(request, *engine.directory(), *made);
    if (!answer) return;
    engine.administer([&](Writer& writer) {
      writer.put_person(made->person);
      for (const Appointment& appointment : made->appointments) writer.put_appointment(appointment);
      writer.insert_audit(audit_row(service, request, "person.added", made->person.id));
    });
  });
  if (!done) return fail(done.error());
  if (!answer) return fail(answer.error());
  return json_answer(to_json(made->person, made->appointments), 201);
}

Result<Answer> change_password(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string password = input->required_text("password");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (auto fine = check_password(password); !fine) return fail(fine.error());
  if (const PersonId& id = request.path_value("id"); !may_get_into(request, id))
    return fail("person.not_found", {{"person", id}});
  const auto hash = hash_password(password);
  if (!hash) return fail(hash.error());
  return change_person(service, request, "password.reset",
                       [&](Person& person) { person.password_hash = *hash; });
}

Result<Answer> disable_person(Service& service, const Request& request) {
  return change_person(service, request, "person.disabled",
                       [](Person& person) { person.disabled = true; });
}

Result<Answer> enable_person(Service& service, const Request& request) {
  return change_person(service, request, "person.enabled",
                       [](Person& person) { person.disabled = false; });
}

Result<Answer> unlock_person(Service& service, const Request& request) {
  return change_guard(service, request, "person.unlocked", &Accounts::unlock);
}

Result<Answer> drop_second_factor(Service& service, const Request& request) {
  return change_guard(service, request, "second_factor.dropped", &Accounts::drop_totp);
}

}  // namespace qianqiao::routes
