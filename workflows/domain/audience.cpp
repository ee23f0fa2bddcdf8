#include "workflows/domain/audience.h"

#include <algorithm>

#include "workflows/domain/people.h"

namespace qianqiao {

const std::vector<Audience>& audiences() {
  static const std::vector<Audience> table = {
      {"bank_contact", roles::kBankContact, AudiencePlace::kBank},
      {"bank_head", roles::kBankHead, AudiencePlace::kBank},
      // The contact of the branch in charge; the place looks at the branch first.
      {"bank_branch", roles::kBankContact, AudiencePlace::kBank},
      {"task_force", roles::kTaskForce, AudiencePlace::kCounty},
      {"preliminary_reviewer", roles::kPreliminaryReviewer, AudiencePlace::kCounty},
      {"bank_reviewer", roles::kBankReviewer, AudiencePlace::kCounty},
      {"county_deputy", roles::kDeputyLeader, AudiencePlace::kCounty},
      {"county_leader", roles::kLeader, AudiencePlace::kCounty},
      {"county_convener", roles::kCountyConvener, AudiencePlace::kCounty},
      {"county_office", roles::kCountyOffice, AudiencePlace::kCounty},
      {"city_office", roles::kCityOffice, AudiencePlace::kCity},
      {"city_convener", roles::kCityConvener, AudiencePlace::kCity},
      {"province_office", roles::kProvinceOffice, AudiencePlace::kProvince},
      {"province_list", "", AudiencePlace::kProvinceList},
      {"visitor", roles::kVisitor, AudiencePlace::kTownship},
      {"department", roles::kDepartment, AudiencePlace::kDepartment},
  };
  return table;
}

const Audience* find_audience(std::string_view name) {
  const auto& table = audiences();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Audience& a) { return a.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace qianqiao
