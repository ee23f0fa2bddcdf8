#include "server/api/gate.h"

#include <algorithm>

#include "server/engine/authority.h"

namespace qianqiao {
namespace {

bool is_change(const Route& route) { return route.method != "GET"; }

bool is_among(const std::vector<std::string_view>& roles, std::string_view role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

Result<void> admit(const Service& service, const Route& route, Request& request) {
  Viewer& viewer = request.viewer;
  viewer.directory = service.engine.directory();
  const Access& access = route.access;
  if (!viewer.person.empty())
    viewer.appointments =
        appointments_in_effect(*viewer.directory, viewer.person, local_date(service.clock.now()));
  if (!access.roles.empty())
    std::erase_if(viewer.appointments, [&](const Appointment* appointment) {
      return !is_among(access.roles, appointment->role);
    });
  if (access.kind == Access::Kind::kOpen || viewer.kind == Viewer::Kind::kOperator) return {};
  if (access.kind == Access::Kind::kLoopback && request.from_this_machine) return {};
  if (viewer.kind == Viewer::Kind::kNobody) return fail("http.unauthorised");
  if (is_change(route) && !viewer.may_write) return fail("api_key.read_only");
  const bool open = access.kind == Access::Kind::kSignedIn ||
                    (access.kind == Access::Kind::kRoles && !viewer.appointments.empty());
  return open ? Result<void>() : fail("route.not_yours");
}

std::optional<Sight> sight_of(const Request& request, SubjectKind kind) {
  const Viewer& viewer = request.viewer;
  if (viewer.sees_everything()) return std::nullopt;
  if (!viewer.directory) return Sight{};
  return sight_of(*viewer.directory, viewer.appointments, kind);
}

std::optional<KindSights> sights_of(const Request& request) {
  if (request.viewer.sees_everything()) return std::nullopt;
  const auto of = [&](SubjectKind kind) { return *sight_of(request, kind); };
  KindSights sights{of(SubjectKind::kCase), of(SubjectKind::kReferral), of(SubjectKind::kSlip)};
  if (sights.cases.everything && sights.referrals.everything && sights.slips.everything)
    return std::nullopt;
  return sights;
}

bool may_see(const Request& request, const SubjectRow& subject) {
  return may_see(request.viewer, subject);
}

bool may_see(const Viewer& viewer, const SubjectRow& subject) {
  if (viewer.sees_everything()) return true;
  return std::any_of(viewer.appointments.begin(), viewer.appointments.end(),
                     [&](const Appointment* appointment) {
                       return covers(*viewer.directory, *appointment, subject);
                     });
}

bool may_see(const Request& request, const EnterpriseRow& enterprise, Reader& reader) {
  SubjectRow as_a_case;  // whoever would see its case sees the enterprise
  as_a_case.kind = SubjectKind::kCase;
  as_a_case.county = enterprise.county;
  as_a_case.township = enterprise.township;
  if (may_see(request, as_a_case)) return true;
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip}) {
    SubjectFilter filter;
    filter.kind = kind;
    filter.enterprise = enterprise.id;
    filter.sight = sight_of(request, kind);
    filter.limit = 1;
    if (!reader.subjects(filter).empty()) return true;
  }
  return false;
}

bool may_act_in(const Request& request, std::string_view county) {
  const Viewer& viewer = request.viewer;
  if (viewer.kind == Viewer::Kind::kOperator) return true;
  return std::any_of(viewer.appointments.begin(), viewer.appointments.end(),
                     [&](const Appointment* appointment) {
                       return viewer.directory->is_within(county, appointment->scope);
                     });
}

Result<std::string> county_asked(const Request& request) {
  std::string county;
  if (const std::string* given = request.parameter("county")) county = *given;
  const auto sight = sight_of(request, SubjectKind::kCase);
  if (!sight || sight->everything) return county;
  if (county.empty() && sight->counties.size() == 1) return *sight->counties.begin();
  if (county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
  if (!may_act_in(request, county)) return fail("county.not_yours", {{"county", county}});
  return county;
}

Result<PersonId> own_account(const Request& request) {
  if (request.viewer.kind == Viewer::Kind::kPerson) return request.viewer.person;
  return fail("account.none");
}

bool holds_any(const Request& request, const std::vector<std::string_view>& roles) {
  const auto& held = request.viewer.appointments;
  return std::any_of(held.begin(), held.end(), [&](const Appointment* appointment) {
    return is_among(roles, appointment->role);
  });
}

}  // namespace qianqiao
