#include "server/api/staffing.h"

namespace qianqiao {
namespace {

// The posts from `next` on, with people who are not taken yet.
bool fill(const std::vector<std::set<PersonId>>& posts, std::size_t next,
          std::set<PersonId>& taken) {
  if (next == posts.size()) return true;
  for (const PersonId& person : posts[next]) {
    if (!taken.insert(person).second) continue;
    if (fill(posts, next + 1, taken)) return true;
    taken.erase(person);
  }
  return false;
}

}  // namespace

Staffing::Staffing(const Directory& directory, std::string_view place, Date day) {
  for (const Person& person : directory.people()) {
    if (person.disabled) continue;
    for (const Appointment* held : directory.appointments(person.id, day)) {
      const bool inside = directory.is_within(held->scope, place);
      if (!inside && !directory.is_within(place, held->scope)) continue;
      by_role_[held->role].insert(person.id);
      if (inside) people_.insert(person.id);
    }
  }
}

const std::set<PersonId>& Staffing::holders(std::string_view role) const {
  static const std::set<PersonId> nobody;
  const auto found = by_role_.find(role);
  return found == by_role_.end() ? nobody : found->second;
}

// A post that as many people hold as there are posts can always be filled: it is left out, so that
// the search stays small however many people there are.
bool have_different_people(const std::vector<std::set<PersonId>>& posts) {
  std::vector<std::set<PersonId>> narrow;
  for (const std::set<PersonId>& post : posts)
    if (post.size() < posts.size()) narrow.push_back(post);
  std::set<PersonId> taken;
  return fill(narrow, 0, taken);
}

}  // namespace qianqiao
