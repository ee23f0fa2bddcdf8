// To whom a notice or rung goes: a role, looked for at an organisation found from the subject.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace qianqiao {

enum class AudiencePlace {
  kBank,      // the referral's bank (its branch first, where one was assigned)
  kCounty,    // the subject's county
  kTownship,  // the case's township
  kCity,      // the city above the county
  kProvince,
  kDepartment,    // the slip's or step's department
  kProvinceList,  // no person: an entry in the next 通报 and the report to the province
};

struct Audience {
  std::string_view name;  // used in statutes and charts
  std::string_view role;  // one of qianqiao::roles; empty for a list
  AudiencePlace place;
};

// bank_contact, bank_head, bank_branch, task_force, preliminary_reviewer, bank_reviewer,
// county_deputy, county_leader, county_convener, county_office, city_office, city_convener,
// province_office, province_list, visitor, department.
const std::vector<Audience>& audiences();
const Audience* find_audience(std::string_view name);  // null: none

}  // namespace qianqiao
