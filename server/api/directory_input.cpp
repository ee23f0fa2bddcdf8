#include "server/api/directory_input.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/json_input.h"

namespace qianqiao {
namespace {

// Ids appear in addresses, file names and keys: letters, digits and - _ . only.
bool is_plain_id(std::string_view id) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), plain);
}

Result<Appointment> read_appointment(const nlohmann::json& value, const Person& person,
                                     Date today) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  Appointment appointment;
  appointment.person = person.id;
  appointment.role = input->required_text("role");
  appointment.scope = input->text("scope");
  const std::string from = input->text("from"), until = input->text("until");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!is_role(appointment.role) || appointment.role == roles::kSystem)
    return fail("role.unknown", {{"role", appointment.role}});
  if (appointment.scope.empty()) appointment.scope = person.home;
  const auto first = from.empty() ? Result<Date>(today) : parse_date(from);
  if (!first) return fail(first.error());
  appointment.from = *first;
  if (!until.empty()) {
    const auto last = parse_date(until);
    if (!last) return fail(last.error());
    appointment.until = *last;
  }
  return appointment;
}

}  // namespace

Result<Organisation> read_organisation(const nlohmann::json& value) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  Organisation row;
  row.id = input->required_text("id");
  row.parent = input->text("parent");
  const std::string kind = input->required_text("kind");
  row.name = input->required_text("name");
  row.area = input->text("area");
  row.email = input->text("email");
  row.webhook_url = input->text("webhook");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!is_plain_id(row.id)) return fail("organisation.id_malformed", {{"id", row.id}});
  const auto known = organisation_kind(kind);
  if (!known) return fail("organisation.kind_unknown", {{"kind", kind}});
  row.kind = *known;
  return row;
}

Result<void> check_password(const std::string& password) {
  if (count_characters(password) < kShortestPassword)
    return fail("password.too_short", {{"characters", std::to_string(kShortestPassword)}});
  return {};
}

Result<NewPerson> read_person(const nlohmann::json& value, Date today) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  NewPerson made;
  made.person.id = input->required_text("user_name");
  made.person.name = input->required_text("name");
  made.person.home = input->required_text("organisation");
  made.person.email = input->text("email");
  made.person.phone = input->text("phone");
  made.password = input->text("password");
  const nlohmann::json* appointments = input->array("appointments");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!is_plain_id(made.person.id) || made.person.id == kSystemPerson)
    return fail("person.name_malformed", {{"person", made.person.id}});
  if (!made.password.empty())
    if (auto fine = check_password(made.password); !fine) return fail(fine.error());
  if (appointments == nullptr) return made;
  for (const auto& item : *appointments) {
    auto appointment = read_appointment(item, made.person, today);
    if (!appointment) return fail(appointment.error());
    made.appointments.push_back(*std::move(appointment));
  }
  return made;
}

}  // namespace qianqiao
