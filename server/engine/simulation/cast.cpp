#include "server/engine/simulation/cast.h"

#include <algorithm>

#include "workflows/domain/people.h"

namespace qianqiao {

Cast::Cast(const Directory& directory, Date day) : directory_(directory), day_(day) {
  for (const Person& person : directory.people()) {  // by user name
    if (person.disabled) continue;
    for (const Appointment* appointment : directory.appointments(person.id, day))
      by_role_[appointment->role].push_back(appointment);
  }
}

std::vector<Player> Cast::players(const EventEntry& event, const Concern& concern,
                                  Random& random) const {
  std::vector<Player> found;
  for (const std::string& role : wanted_roles(event, concern)) {
    const auto holders = by_role_.find(role);
    if (holders == by_role_.end()) continue;
    for (const Appointment* appointment : holders->second)
      if (reaches(directory_, *appointment, concern)) found.push_back({appointment->person, ""});
  }
  for (std::size_t i = found.size(); i > 1; --i)
    std::swap(found[i - 1],
              found[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(i) - 1))]);
  constexpr int kStandIns = 12;  // of a hundred deeds, where there is a mandate
  if (found.empty() || !random.chance(kStandIns)) return found;
  for (const Person& agent : directory_.people())
    if (!agent.disabled && directory_.mandate(found.front().actor, agent.id, day_) != nullptr) {
      found.insert(found.begin(), {agent.id, found.front().actor});
      break;
    }
  return found;
}

PersonId Cast::holder(std::string_view role, std::string_view scope) const {
  const auto people = directory_.holders(role, scope, day_);
  return people.empty() ? PersonId{} : people.front()->id;
}

}  // namespace qianqiao
