// Which cases, referrals and slips somebody may see: the union of whole counties, townships and
// what organisations are parties of. Joined into every query; without a term it sees nothing.
#pragma once

#include <set>
#include <string>

#include "workflows/base/ids.h"

namespace qianqiao {

struct Sight {
  bool everything = false;
  std::set<std::string> counties = {};
  std::set<std::string> townships = {};
  std::set<OrganisationId> parties = {};  // banks, branches, departments

  bool is_nothing() const {
    return !everything && counties.empty() && townships.empty() && parties.empty();
  }
  bool operator==(const Sight&) const = default;
};

}  // namespace qianqiao
