// Who may post what: the one place where it is decided. A role that the event asks for, held by
// the person (or by whom a mandate names) in a dated appointment whose scope covers the subject.
#pragma once

#include "server/engine/directory.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

struct Authorisation {
  std::int64_t mandate = 0;  // 0: acts for itself
};

// Errors: authority.unknown_person, authority.disabled, authority.no_mandate; subject.not_found
// where the person has no business with the subject at all (it must not learn that it exists);
// authority.no_role where it has, but this event is another role's.
Result<Authorisation> authorise(const Directory& directory, const EventEntry& event,
                                const SubjectRow& subject, std::string_view state,
                                const PersonId& actor, const PersonId& acting_for, Date day);

// Does this appointment cover the subject?
bool covers(const Directory& directory, const Appointment& appointment, const SubjectRow& subject);

}  // namespace qianqiao
