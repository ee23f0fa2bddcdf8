// Organisations, people and appointments as they arrive in JSON, checked row by row.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "workflows/base/result.h"
#include "workflows/domain/people.h"

namespace qianqiao {

inline constexpr std::size_t kShortestPassword = 10;  // characters

// Errors: http.*, organisation.kind_unknown, organisation.id_malformed.
Result<Organisation> read_organisation(const nlohmann::json& value);

struct NewPerson {
  Person person;  // without a hash
  std::vector<Appointment> appointments;
  std::string password;  // empty: cannot log in yet
};
// Appointments without `from` begin on `today`, those without `scope` at the person's home.
// Errors: http.*, person.name_malformed, role.unknown, password.too_short, date.malformed.
Result<NewPerson> read_person(const nlohmann::json& value, Date today);

Result<void> check_password(const std::string& password);

}  // namespace qianqiao
