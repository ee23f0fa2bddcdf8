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

// Of what lies across cases, referrals and slips: each kind has its own.
struct KindSights {
  Sight cases, referrals, slips;

  // A bank's or a department's: nothing but what it is a party of.
  bool are_parties_only() const {
    for (const Sight* sight : {&cases, &referrals, &slips})
      if (sight->everything || !sight->counties.empty() || !sight->townships.empty()) return false;
    return true;
  }
  std::set<OrganisationId> parties() const {
    std::set<OrganisationId> all = referrals.parties;
    all.insert(cases.parties.begin(), cases.parties.end());
    all.insert(slips.parties.begin(), slips.parties.end());
    return all;
  }
};

}  // namespace qianqiao
