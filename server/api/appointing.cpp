#include "server/api/appointing.h"

#include <algorithm>

namespace qianqiao {
namespace {

// What a county's administrator may hand out: the work of a county, not the city's nor the house's.
constexpr std::string_view kCountyRoles[] = {
    roles::kCountyOffice, roles::kCountyConvener, roles::kTaskForce, roles::kPreliminaryReviewer,
    roles::kBankReviewer, roles::kDeputyLeader,   roles::kLeader,    roles::kVisitor,
    roles::kDepartment,   roles::kBankContact,    roles::kBankHead,  roles::kWindowClerk};

bool is_county_role(std::string_view role) {
  return std::find(std::begin(kCountyRoles), std::end(kCountyRoles), role) !=
         std::end(kCountyRoles);
}

// Banks stand beside the counties; a branch serves one, which its `area` names.
bool lies_within(const Directory& directory, const OrganisationId& inner,
                 const OrganisationId& outer) {
  if (directory.is_within(inner, outer)) return true;
  const Organisation* organisation = directory.organisation(inner);
  return organisation != nullptr && organisation->kind == OrganisationKind::kBranch &&
         directory.is_within(organisation->area, outer);
}

}  // namespace

bool may_administer_at(const Request& request, const OrganisationId& organisation) {
  const Viewer& viewer = request.viewer;
  if (viewer.kind == Viewer::Kind::kOperator) return true;
  return std::any_of(viewer.appointments.begin(), viewer.appointments.end(),
                     [&](const Appointment* held) {
                       return lies_within(*viewer.directory, organisation, held->scope);
                     });
}

bool may_administer(const Request& request, const PersonId& person) {
  const Person* known = request.viewer.directory->person(person);
  return known != nullptr && may_administer_at(request, known->home);
}

bool may_get_into(const Request& request, const PersonId& person) {
  if (!may_administer(request, person)) return false;
  if (request.viewer.kind == Viewer::Kind::kOperator) return true;
  const auto held = request.viewer.directory->appointments(person);
  return std::all_of(held.begin(), held.end(), [&](const Appointment* appointment) {
    return check_appointing(request, *appointment).has_value();
  });
}

Result<void> check_appointing(const Request& request, const Appointment& appointment) {
  const Viewer& viewer = request.viewer;
  if (viewer.kind == Viewer::Kind::kOperator) return {};
  const auto may = [&](const Appointment* held) {
    if (!lies_within(*viewer.directory, appointment.scope, held->scope)) return false;
    // Nobody appoints itself.
    if (appointment.person == viewer.person) return false;
    if (held->role == roles::kSecurityAdministrator) return true;
    return held->role == roles::kCountyAdministrator && is_county_role(appointment.role);
  };
  if (std::any_of(viewer.appointments.begin(), viewer.appointments.end(), may)) return {};
  return fail("appointment.not_yours", {{"role", appointment.role}, {"scope", appointment.scope}});
}

}  // namespace qianqiao
