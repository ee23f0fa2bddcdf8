#include "server/engine/directory.h"

#include <algorithm>
#include <set>

namespace qianqiao {

Directory::Directory(Reader& reader)
    : organisations_(reader.organisations()),
      people_(reader.people()),
      appointments_(reader.appointments()),
      mandates_(reader.mandates()),
      webhooks_(reader.webhooks()) {
  std::sort(people_.begin(), people_.end(),
            [](const Person& a, const Person& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < organisations_.size(); ++i) {
    organisation_index_[organisations_[i].id] = i;
    children_.emplace(organisations_[i].parent, i);
  }
  for (std::size_t i = 0; i < people_.size(); ++i) person_index_[people_[i].id] = i;
  for (std::size_t i = 0; i < appointments_.size(); ++i) {
    appointments_by_person_.emplace(appointments_[i].person, i);
    appointments_by_scope_.emplace(appointments_[i].scope, i);
  }
}

const Organisation* Directory::organisation(std::string_view id) const {
  const auto found = organisation_index_.find(std::string(id));
  return found == organisation_index_.end() ? nullptr : &organisations_[found->second];
}

const Person* Directory::person(std::string_view id) const {
  const auto found = person_index_.find(std::string(id));
  return found == person_index_.end() ? nullptr : &people_[found->second];
}

std::vector<const WebhookRow*> Directory::webhooks(std::string_view organisation) const {
  std::vector<const WebhookRow*> found;
  for (const WebhookRow& row : webhooks_)
    if (row.organisation == organisation) found.push_back(&row);
  return found;
}

bool Directory::is_within(std::string_view inner, std::string_view outer) const {
  // The tree is shallow; the bound keeps a circle in imported data from holding us up.
  constexpr int kDeepestTree = 16;
  for (int depth = 0; depth < kDeepestTree && !inner.empty(); ++depth) {
    if (inner == outer) return true;
    const Organisation* organisation = this->organisation(inner);
    if (organisation == nullptr) return false;
    inner = organisation->parent;
  }
  return false;
}

std::vector<OrganisationId> Directory::within(std::string_view outer) const {
  std::vector<OrganisationId> found = {OrganisationId(outer)};
  std::set<std::string, std::less<>> seen = {std::string(outer)};  // imported trees may be circles
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [first, last] = children_.equal_range(found[i]);
    for (auto child = first; child != last; ++child) {
      const OrganisationId& id = organisations_[child->second].id;
      if (seen.insert(id).second) found.push_back(id);
    }
  }
  return found;
}

OrganisationId Directory::above(std::string_view id, OrganisationKind kind) const {
  constexpr int kDeepestTree = 16;
  for (int depth = 0; depth < kDeepestTree && !id.empty(); ++depth) {
    const Organisation* organisation = this->organisation(id);
    if (organisation == nullptr) return {};
    if (organisation->kind == kind) return organisation->id;
    id = organisation->parent;
  }
  return {};
}

std::vector<const Appointment*> Directory::appointments(std::string_view person) const {
  std::vector<const Appointment*> found;
  const auto [first, last] = appointments_by_person_.equal_range(person);
  for (auto it = first; it != last; ++it) found.push_back(&appointments_[it->second]);
  return found;
}

std::vector<const Appointment*> Directory::appointments(std::string_view person, Date day) const {
  std::vector<const Appointment*> found;
  const auto [first, last] = appointments_by_person_.equal_range(person);
  for (auto it = first; it != last; ++it)
    if (appointments_[it->second].in_force(day)) found.push_back(&appointments_[it->second]);
  return found;
}

std::vector<const Person*> Directory::holders(std::string_view role, std::string_view scope,
                                              Date day) const {
  std::vector<const Person*> found;
  const auto [first, last] = appointments_by_scope_.equal_range(scope);
  for (auto it = first; it != last; ++it) {
    const Appointment& appointment = appointments_[it->second];
    if (appointment.role != role || !appointment.in_force(day)) continue;
    const Person* holder = person(appointment.person);
    if (holder != nullptr && !holder->disabled) found.push_back(holder);
  }
  const auto by_id = [](const Person* a, const Person* b) { return a->id < b->id; };
  std::sort(found.begin(), found.end(), by_id);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

const Mandate* Directory::mandate(std::string_view principal, std::string_view agent,
                                  Date day) const {
  for (const Mandate& mandate : mandates_)
    if (mandate.principal == principal && mandate.agent == agent && mandate.in_force(day))
      return &mandate;
  return nullptr;
}

std::vector<PersonId> Directory::principals(std::string_view agent, Date day) const {
  std::set<PersonId> found;
  for (const Mandate& mandate : mandates_)
    if (mandate.agent == agent && mandate.in_force(day)) found.insert(mandate.principal);
  return {found.begin(), found.end()};
}

std::vector<OrganisationId> Directory::places(const Audience& audience,
                                              const SubjectRow& subject) const {
  const auto only = [](OrganisationId id) {
    return id.empty() ? std::vector<OrganisationId>{} : std::vector<OrganisationId>{std::move(id)};
  };
  switch (audience.place) {
    case AudiencePlace::kBank:
      if (!subject.branch.empty()) return {subject.branch, subject.organisation};
      return only(subject.organisation);
    case AudiencePlace::kCounty:
      return only(subject.county);
    case AudiencePlace::kTownship:
      // Where no township is known, or nobody visits for it, those who visit for the whole county.
      if (!subject.township.empty()) return {subject.township, subject.county};
      return only(subject.county);
    case AudiencePlace::kCity:
      return only(above(subject.county, OrganisationKind::kCity));
    case AudiencePlace::kProvince:
      return only(above(subject.county, OrganisationKind::kProvince));
    case AudiencePlace::kDepartment:
      return subject.kind == SubjectKind::kSlip ? only(subject.organisation)
                                                : std::vector<OrganisationId>{};
    case AudiencePlace::kProvinceList:
      return {};
  }
  return {};
}

}  // namespace qianqiao
