// The people of the demo city: at least one for every role, with dated appointments and a few
// mandates. Passwords come from the seed; hashing is the caller's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "workflows/base/random.h"
#include "workflows/domain/people.h"

namespace qianqiao {

struct DemoAccount {
  std::string username;
  std::string password;
  std::string role;
  std::string organisation;  // its name
};

struct DemoPeople {
  std::vector<Person> people;
  std::vector<Appointment> appointments;
  std::vector<Mandate> mandates;
  std::vector<DemoAccount> accounts;
};

// Visitors of one county share a password, and so do its departments' officers: hashing is slow on
// purpose, and theirs are many.
DemoPeople demo_people(Random& random, Date start,
                       const std::function<std::string(std::string)>& hash_password);

}  // namespace qianqiao
