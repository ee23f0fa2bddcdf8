// Keys of banks' and other systems. A key acts as one person, with that person's appointments, and
// is shown once.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/appointing.h"
#include "server/api/audit.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kUsualDays = 365, kMostDays = 730;

Json moment(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

Json to_json(const ApiKeyRow& row) {
  Json scopes = Json::array({"read"});
  if (row.may_write) scopes.push_back("write");
  return {{"id", std::to_string(row.id)},
          {"name", row.name},
          {"hint", row.hint},
          {"person", row.person},
          {"scopes", scopes},
          {"created_by", row.created_by},
          {"created", moment(row.created_ms)},
          {"expires", moment(row.expires_ms)},
          {"revoked", moment(row.revoked_ms)},
          {"last_used", moment(row.last_used_ms)}};
}

Result<bool> may_write(const nlohmann::json* scopes) {
  bool write = false;
  if (scopes == nullptr) return false;
  for (const auto& scope : *scopes) {
    const std::string name = scope.is_string() ? scope.get<std::string>() : std::string();
    if (name != "read" && name != "write") return fail("http.wrong_type", {{"field", "scopes"}});
    write = write || name == "write";
  }
  return write;
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

Result<Answer> list_api_keys(Service& service, const Request& request) {
  Json items = Json::array();
  for (const ApiKeyRow& row : service.store.reader()->api_keys())
    if (may_administer(request, row.person)) items.push_back(to_json(row));
  return list_answer(items, "");
}

Result<Answer> create_api_key(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  ApiKeyRow wanted;
  wanted.person = input->required_text("person");
  wanted.name = input->required_text("name");
  wanted.created_by = request.viewer.person;
  const auto write = may_write(input->array("scopes"));
  const std::int64_t days = input->integer("days").value_or(kUsualDays);
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!write) return fail(write.error());
  wanted.may_write = *write;
  if (days < 1 || days > kMostDays)
    return fail("api_key.days", {{"most", std::to_string(kMostDays)}});
  if (!may_get_into(request, wanted.person))
    return fail("person.not_found", {{"person", wanted.person}});
  const auto made = service.accounts->create_key(wanted, std::chrono::days(days));
  if (!made) return fail(made.error());
  const auto recorded =
      record_audit(service, audit_row(service, request, "api_key.created", made->row.person,
                                      {{"key", std::to_string(made->row.id)}}));
  if (!recorded) return fail(recorded.error());
  Json answer = to_json(made->row);
  answer["key"] = made->key;
  return json_answer(answer, 201);
}

Result<Answer> revoke_api_key(Service& service, const Request& request) {
  const std::int64_t id = number_of(request.path_value("id"));
  for (const ApiKeyRow& row : service.store.reader()->api_keys()) {
    if (row.id != id || !may_administer(request, row.person)) continue;
    const auto done = service.with_engine([&](Engine& engine) {
      engine.record([&](Writer& writer) {
        writer.revoke_api_key(id, service.accounts->now());
        writer.insert_audit(audit_row(service, request, "api_key.revoked", row.person,
                                      {{"key", std::to_string(id)}}));
      });
    });
    if (!done) return fail(done.error());
    Answer answer;
    answer.status = 204;
    return answer;
  }
  return fail("api_key.not_found", {{"key", request.path_value("id")}});
}

}  // namespace qianqiao::routes
