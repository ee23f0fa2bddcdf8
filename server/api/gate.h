// The gate before every route: deny by default. Who asks must hold one of the roles that the route
// names; what it then sees is the sight of those appointments, joined into each query.
#pragma once

#include <optional>

#include "server/api/exchange.h"
#include "server/api/route_table.h"
#include "server/api/service.h"

namespace qianqiao {

// Lets the request through, and notes in its viewer by which appointments.
// Errors: http.unauthorised, api_key.read_only, route.not_yours.
Result<void> admit(const Service& service, const Route& route, Request& request);

// The subjects of this kind that the request may see; none: all of them.
std::optional<Sight> sight_of(const Request& request, SubjectKind kind);
// Of each kind, for what lies across them; none: everything.
std::optional<KindSights> sights_of(const Request& request);
bool may_see(const Viewer& viewer, const SubjectRow& subject);
bool may_see(const Request& request, const SubjectRow& subject);
bool may_see(const Request& request, const EnterpriseRow& enterprise, Reader& reader);
// Does a role of the route hold in this county? For routes that act on a whole county.
bool may_act_in(const Request& request, std::string_view county);
// The county of ?county= or, without it, the viewer's own; empty: all of them, for who sees all.
// Errors: county.not_yours; http.missing_parameter where it sees several but not all.
Result<std::string> county_asked(const Request& request);
// Whose account it is. Errors: account.none (the operator, whom the files themselves let in).
Result<PersonId> own_account(const Request& request);
// Does the viewer hold one of these roles, wherever?
bool holds_any(const Request& request, const std::vector<std::string_view>& roles);

}  // namespace qianqiao
