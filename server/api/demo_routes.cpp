// The accounts of a demo city, and stepping into one of them.
#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/audit.h"
#include "server/api/demo_door.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/session_cookie.h"

namespace qianqiao {

Result<DemoEntrances> demo_entrances(const Service& service, Reader& reader) {
  if (service.clock_mover == nullptr) return fail("demo.none");
  DemoEntrances entrances = DemoEntrances::kept(reader);
  if (entrances.empty()) return fail("demo.none");
  return entrances;
}

namespace routes {
namespace {

using Json = nlohmann::ordered_json;

bool is_open(const DemoEntrances& entrances, const Person& person, Reader& reader) {
  if (!entrances.lets_in(person)) return false;
  const auto guard = reader.sign_in(person.id);
  return !guard || !guard->totp_confirmed;
}

Json to_json(const Person& person, const Appointment& held, const Directory& directory) {
  const Organisation* scope = directory.organisation(held.scope);
  return {{"user_name", person.id},
          {"name", person.name},
          {"role", held.role},
          {"organisation", held.scope},
          {"organisation_name", scope != nullptr ? scope->name : held.scope}};
}

// Judged on the writing thread, by what holds there.
Result<std::string> enter(Service& service, const Request& request, const PersonId& name) {
  return service.accounts->open_session(
      name, request.viewer.session, [&](Writer& writer) -> Result<void> {
        const auto entrances = demo_entrances(service, writer);
        if (!entrances) return fail(entrances.error());
        const auto directory = service.engine.directory();
        const Person* person = directory->person(name);
        if (person == nullptr || !is_open(*entrances, *person, writer))
          return fail("demo.not_open", {{"person", name}});
        return {};
      });
}

}  // namespace

// By role, then by organisation as the directory has them.
Result<Answer> list_demo_accounts(Service& service, const Request&) {
  const auto reader = service.store.reader();
  const auto entrances = demo_entrances(service, *reader);
  if (!entrances) return fail(entrances.error());
  const auto directory = service.engine.directory();
  const Date today = local_date(service.clock.now());
  std::map<std::string, Json, std::less<>> by_role;
  for (const Person& person : directory->people()) {
    if (!is_open(*entrances, person, *reader)) continue;
    for (const Appointment* held : directory->appointments(person.id, today))
      by_role[held->role].push_back(to_json(person, *held, *directory));
  }
  Json items = Json::array();
  for (const std::string_view role : all_roles())
    if (const auto found = by_role.find(role); found != by_role.end())
      for (Json& item : found->second) items.push_back(std::move(item));
  return list_answer(items, "");
}

Result<Answer> enter_demo(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const PersonId name = input->required_text("user_name");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (const auto demo = demo_entrances(service, *service.store.reader()); !demo)
    return fail(demo.error());
  service.expect_wait();
  const auto token = enter(service, request, name);
  const bool known = service.engine.directory()->person(name) != nullptr;
  AuditRow row = audit_row(service, request, token ? "session.demo_opened" : "session.refused",
                           known ? name : "");
  if (token) row.person = name;
  if (!token) row.detail = nlohmann::json{{"code", token.error().code}}.dump();
  if (auto recorded = record_audit(service, row); !recorded) return fail(recorded.error());
  if (!token) return fail(token.error());
  Answer answer = json_answer({{"csrf_token", Accounts::csrf_token(*token)}}, 201);
  answer.headers.emplace_back("Set-Cookie", session_cookie(*token, request.secure));
  return answer;
}

}  // namespace routes
}  // namespace qianqiao
