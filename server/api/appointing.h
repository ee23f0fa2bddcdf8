// Whose account somebody may manage, and which roles it may give. The security administrator
// appoints throughout its scope; a county's administrator within its county, and nobody above it.
#pragma once

#include "server/api/exchange.h"
#include "workflows/base/result.h"

namespace qianqiao {

// May the viewer manage the account of this person, as far as the route's roles go?
bool may_administer(const Request& request, const PersonId& person);
// May the viewer manage accounts of this organisation?
bool may_administer_at(const Request& request, const OrganisationId& organisation);
// May the viewer get into the account of this person: set its password, give a key or a mandate of
// it? Only where it could give every appointment that the person holds: whoever gets in holds them.
bool may_get_into(const Request& request, const PersonId& person);
// May the viewer give this appointment? Errors: appointment.not_yours.
Result<void> check_appointing(const Request& request, const Appointment& appointment);

}  // namespace qianqiao
