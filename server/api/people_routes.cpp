#include <nlohmann/json.hpp>

#include "server/api/directory_input.h"
#include "server/api/json_input.h"
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
          {"disabled", person.disabled},
          {"can_log_in", !person.disabled && !person.password_hash.empty()},
          {"appointments", held}};
}

// Changes one person on the writing thread.
Result<Answer> change_person(Service& service, const PersonId& id,
                             const std::function<void(Person&)>& change) {
  Result<void> answer;
  const auto done = service.with_engine([&](Engine& engine) {
    const Person* known = engine.directory()->person(id);
    if (known == nullptr) {
      answer = fail("person.not_found", {{"person", id}});
      return;
    }
    Person changed = *known;
    change(changed);
    engine.administer([&](Writer& writer) { writer.put_person(changed); });
  });
  if (!done) return fail(done.error());
  if (!answer) return fail(answer.error());
  return json_answer({{"user_name", id}});
}

Result<void> check_places(const Directory& directory, const NewPerson& made) {
  if (directory.person(made.person.id) != nullptr)
    return fail("person.exists", {{"person", made.person.id}});
  if (directory.organisation(made.person.home) == nullptr)
    return fail("organisation.not_found", {{"organisation", made.person.home}});
  for (const Appointment& appointment : made.appointments)
    if (directory.organisation(appointment.scope) == nullptr)
      return fail("organisation.not_found", {{"organisation", appointment.scope}});
  return {};
}

}  // namespace

Result<Answer> list_people(Service& service, const Request&) {
  const auto reader = service.store.reader();
  const auto appointments = reader->appointments();
  Json items = Json::array();
  for (const Person& person : reader->people()) items.push_back(to_json(person, appointments));
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
    answer = check_places(*engine.directory(), *made);
    if (!answer) return;
    engine.administer([&](Writer& writer) {
      writer.put_person(made->person);
      for (const Appointment& appointment : made->appointments) writer.put_appointment(appointment);
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
  const auto hash = hash_password(password);
  if (!hash) return fail(hash.error());
  return change_person(service, request.path_value("id"),
                       [&](Person& person) { person.password_hash = *hash; });
}

Result<Answer> disable_person(Service& service, const Request& request) {
  return change_person(service, request.path_value("id"),
                       [](Person& person) { person.disabled = true; });
}

}  // namespace qianqiao::routes
