// Signing in and out, and one's own account.
#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/session_cookie.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json appointments_json(const std::vector<const Appointment*>& appointments) {
  Json items = Json::array();
  for (const Appointment* held : appointments)
    items.push_back({{"person", held->person},
                     {"role", held->role},
                     {"scope", held->scope},
                     {"from", format_date(held->from)},
                     {"until", held->until ? Json(format_date(*held->until)) : Json(nullptr)}});
  return items;
}

Result<std::string> one_field(const Request& request, const char* name) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string value = input->required_text(name);
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  return value;
}

}  // namespace

Result<Answer> open_session(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Accounts::Credentials given;
  given.person = input->required_text("username");
  given.password = input->required_text("password");
  given.code = input->text("code");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  service.expect_wait();  // hashing is slow by design
  const auto token = service.accounts->open_session(given, request.viewer.session);
  const bool known = service.engine.directory()->person(given.person) != nullptr;
  AuditRow row = audit_row(service, request, token ? "session.opened" : "session.refused",
                           known ? given.person : "");
  if (token) row.person = given.person;
  if (!token) row.detail = nlohmann::json{{"code", token.error().code}}.dump();
  if (auto recorded = record_audit(service, row); !recorded) return fail(recorded.error());
  if (!token) return fail(token.error());
  Answer answer = json_answer({{"csrf_token", Accounts::csrf_token(*token)}}, 201);
  answer.headers.emplace_back("Set-Cookie", session_cookie(*token, request.secure));
  return answer;
}

Result<Answer> show_session(Service&, const Request& request) {
  if (!request.viewer.session) return fail("http.unauthorised");
  return json_answer({{"csrf_token", Accounts::csrf_token(request.session_token)}});
}

Result<Answer> close_session(Service& service, const Request& request) {
  if (!request.viewer.session) return fail("http.unauthorised");
  if (auto done = service.accounts->close_session(*request.viewer.session); !done)
    return fail(done.error());
  const auto recorded =
      record_audit(service, audit_row(service, request, "session.closed", request.viewer.person));
  if (!recorded) return fail(recorded.error());
  Answer answer;
  answer.status = 204;
  answer.headers.emplace_back("Set-Cookie", session_cookie("", request.secure));
  return answer;
}

Result<Answer> show_me(Service& service, const Request& request) {
  const Viewer& viewer = request.viewer;
  if (viewer.sees_everything())
    return json_answer(
        {{"user_name", nullptr}, {"operator", true}, {"appointments", Json::array()}});
  const Person* person = viewer.directory->person(viewer.person);
  if (person == nullptr) return fail("person.not_found", {{"person", viewer.person}});
  const Date today = local_date(service.clock.now());
  Json principals = Json::array();
  for (const PersonId& id : viewer.directory->principals(viewer.person, today)) {
    const Person* principal = viewer.directory->person(id);
    principals.push_back({{"user_name", id}, {"name", principal ? principal->name : ""}});
  }
  return json_answer({{"user_name", person->id},
                      {"operator", viewer.kind == Viewer::Kind::kOperator},
                      {"name", person->name},
                      {"organisation", person->home},
                      {"email", person->email},
                      {"second_factor", service.accounts->has_totp(person->id)},
                      {"appointments", appointments_json(viewer.appointments)},
                      {"may_act_for", principals}});
}

Result<Answer> change_my_password(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string before = input->required_text("old_password");
  const std::string after = input->required_text("new_password");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  service.expect_wait();
  if (auto done = service.accounts->change_password(*me, before, after); !done)
    return fail(done.error());
  if (auto recorded = record_audit(service, audit_row(service, request, "password.changed", *me));
      !recorded)
    return fail(recorded.error());
  Answer answer;
  answer.status = 204;
  answer.headers.emplace_back("Set-Cookie", session_cookie("", request.secure));
  return answer;
}

Result<Answer> propose_second_factor(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  const auto secret = service.accounts->propose_totp(*me);
  if (!secret) return fail(secret.error());
  return json_answer(
      {{"secret", *secret},
       {"address", "otpauth://totp/qianqiao:" + *me + "?secret=" + *secret + "&issuer=qianqiao"}});
}

Result<Answer> confirm_second_factor(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  const auto code = one_field(request, "code");
  if (!code) return fail(code.error());
  if (auto done = service.accounts->confirm_totp(*me, *code); !done) return fail(done.error());
  const auto recorded =
      record_audit(service, audit_row(service, request, "second_factor.confirmed", *me));
  if (!recorded) return fail(recorded.error());
  return json_answer({{"second_factor", true}});
}

}  // namespace qianqiao::routes
