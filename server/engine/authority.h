// Who may post what and who may see what: the one place where it is decided. A role that the event
// asks for, held by the person (or by whom a mandate names) in a dated appointment whose scope
// covers the subject. What a person sees is what its appointments, and those of the people for whom
// it may act, cover.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

#include "server/engine/directory.h"
#include "workflows/definition/definition.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

struct Authorisation {
  std::int64_t mandate = 0;  // 0: acts for itself
};

// What an event is about, beside its subject: another organisation than the subject's own, or a
// step of the county, which only its own role or department completes.
struct Concern {
  SubjectRow subject;              // as authority sees it for this event
  const StepRule* step = nullptr;  // of `definition`; null: none, or none that the stage has
  // A department that a plugin asked to report for its step; empty: none. It completes the step
  // then, or whoever the definition names.
  OrganisationId asked = {};
  std::vector<std::string> roles_asked = {};  // of the two
};
Concern concern_of(const SubjectRow& subject, const Definition& definition, std::string_view event,
                   const nlohmann::json& data);

// Roles that may post the event to it.
std::span<const std::string> wanted_roles(const EventEntry& event, const Concern& concern);
// Does this appointment reach what the event is about?
bool reaches(const Directory& directory, const Appointment& appointment, const Concern& concern);

// Errors: authority.unknown_person, authority.disabled, authority.no_mandate; subject.not_found
// where the person has no business with the subject at all (it must not learn that it exists);
// authority.no_role where it has, but this event is another role's.
Result<Authorisation> authorise(const Directory& directory, const EventEntry& event,
                                const Concern& concern, const PersonId& actor,
                                const PersonId& acting_for, Date day);

// Does this appointment cover the subject?
bool covers(const Directory& directory, const Appointment& appointment, const SubjectRow& subject);

// The appointments by which this person sees and does: its own, and those of the people for whom it
// may act on that day. None of a disabled person.
std::vector<const Appointment*> appointments_in_effect(const Directory& directory,
                                                       const PersonId& person, Date day);

// The subjects of this kind that these appointments cover, for queries; covers() for each of them.
Sight sight_of(const Directory& directory, const std::vector<const Appointment*>& appointments,
               SubjectKind kind);

// The organisations that a referral or slip lies with: its bank and branch, its departments. They
// are stored beside it, for Sight::parties. A case has none.
std::vector<OrganisationId> parties_of(const Directory& directory, const SubjectRow& subject);

}  // namespace qianqiao
