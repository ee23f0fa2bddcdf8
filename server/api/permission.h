// May this person post this event to this subject as it stands, by themselves or for `acting_for`?
// What a page greys out, and why.
#pragma once

#include <vector>

#include "server/api/service.h"
#include "server/ports/store.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

// Where not: authority.* as posting it would answer. Says nothing of what the data must be.
Result<void> check_permission(const Service& service, const SubjectRow& subject,
                              const EventEntry& event, const PersonId& actor,
                              const PersonId& acting_for = {});

// For whom this person may post it by a mandate.
std::vector<PersonId> permitted_for(const Service& service, const SubjectRow& subject,
                                    const EventEntry& event, const PersonId& actor);

}  // namespace qianqiao
