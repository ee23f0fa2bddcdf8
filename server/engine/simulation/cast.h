// Who could do it: the people whose appointments let them post an event to a subject today, as the
// engine's authority has it. Reads the engine's directory; one for a day.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/authority.h"
#include "server/engine/directory.h"
#include "workflows/base/random.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

// The person who acts, and for whom; empty: for itself.
struct Player {
  PersonId actor;
  PersonId acting_for;
};

class Cast {
 public:
  Cast(const Directory& directory, Date day);

  // In random order; now and then an agent stands in for one of them under a mandate.
  std::vector<Player> players(const EventEntry& event, const Concern& concern,
                              Random& random) const;
  // Somebody with this role in exactly this organisation; empty: nobody.
  PersonId holder(std::string_view role, std::string_view scope) const;

 private:
  const Directory& directory_;
  const Date day_;
  std::map<std::string, std::vector<const Appointment*>, std::less<>> by_role_;
};

}  // namespace qianqiao
