// Who holds which role in a place today, and whether the reviews can be done by different people.
// Pure, over one directory.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/directory.h"

namespace qianqiao {

class Staffing {
 public:
  // By appointments in force on that day whose scope covers `place` or lies within it; of people
  // who are not disabled.
  Staffing(const Directory& directory, std::string_view place, Date day);

  const std::set<PersonId>& holders(std::string_view role) const;
  bool holds(std::string_view role) const { return !holders(role).empty(); }
  // Everybody with a role that is done in the place itself.
  const std::set<PersonId>& people() const { return people_; }

 private:
  std::map<std::string, std::set<PersonId>, std::less<>> by_role_;
  std::set<PersonId> people_;
};

// Can each of these posts be filled with a person of its own?
bool have_different_people(const std::vector<std::set<PersonId>>& posts);

}  // namespace qianqiao
