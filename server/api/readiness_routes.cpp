// What a county or the house still lacks before its first case.
#include "server/api/readiness.h"

#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// ?county=, or the one county that the asking person is appointed in; empty: the whole house, for
// who is appointed above the counties. Errors: county.not_yours, http.missing_parameter.
Result<std::string> place_asked(const Request& request) {
  if (const std::string county = text_of(request, "county"); !county.empty()) {
    const auto& directory = *request.viewer.directory;
    const Organisation* found = directory.organisation(county);
    if (found == nullptr || found->kind != OrganisationKind::kCounty ||
        !may_act_in(request, county))
      return fail("county.not_yours", {{"county", county}});
    return county;
  }
  if (request.viewer.kind == Viewer::Kind::kOperator) return std::string();
  std::set<OrganisationId> counties;
  for (const Appointment* held : request.viewer.appointments)
    counties.insert(request.viewer.directory->above(held->scope, OrganisationKind::kCounty));
  if (counties.contains("")) return std::string();
  if (counties.size() == 1) return *counties.begin();
  return fail("http.missing_parameter", {{"parameter", "county"}});
}

}  // namespace

Result<Answer> show_readiness(Service& service, const Request& request) {
  const auto place = place_asked(request);
  if (!place) return fail(place.error());
  const bool keeps_house = request.viewer.kind == Viewer::Kind::kOperator ||
                           holds_any(request, {roles::kSystemAdministrator});
  const auto items =
      place->empty() ? house_readiness(service) : county_readiness(service, *place, keeps_house);
  Json list = Json::array();
  for (const ReadinessItem& item : items)
    list.push_back({{"name", item.name},
                    {"subject", item.subject},
                    {"state", to_string(item.state)},
                    {"zh", item.words.zh},
                    {"en", item.words.en}});
  return json_answer(
      {{"county", *place}, {"complete", is_complete(items)}, {"items", std::move(list)}});
}

}  // namespace qianqiao::routes
