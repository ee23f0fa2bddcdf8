// The organisations of the demo city: real areas, and banks, departments and a guarantor that are
// made up and marked 演示. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/domain/people.h"

namespace qianqiao {

struct DemoCounty {
  std::string code;  // 411502
  std::string slug;  // "shihe", for user names
  std::string name;  // 浉河区
};
const std::vector<DemoCounty>& demo_counties();

struct DemoBank {
  OrganisationId id;
  std::string slug;
  std::string name;
};
const std::vector<DemoBank>& demo_banks();

// Departments of (一) with 统计; each county has one of each.
struct DemoDepartment {
  std::string_view slug;
  std::string_view name;
};
const std::vector<DemoDepartment>& demo_departments();

OrganisationId branch_of(const DemoBank& bank, const DemoCounty& county);
OrganisationId department_of(const DemoDepartment& department, const DemoCounty& county);
inline constexpr char kDemoGuarantor[] = "DEMO-GUARANTOR";

OrganisationId demo_province();
OrganisationId demo_city();

// Parents first.
std::vector<Organisation> demo_organisations();

}  // namespace qianqiao
