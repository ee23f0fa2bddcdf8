#include "workflows/domain/people.h"

#include <algorithm>
#include <array>
#include <utility>

namespace qianqiao {
namespace {

constexpr std::array<std::pair<OrganisationKind, std::string_view>, 9> kKindNames{{
    {OrganisationKind::kProvince, "province"},
    {OrganisationKind::kCity, "city"},
    {OrganisationKind::kCounty, "county"},
    {OrganisationKind::kTownship, "township"},
    {OrganisationKind::kVillage, "village"},
    {OrganisationKind::kDepartment, "department"},
    {OrganisationKind::kBank, "bank"},
    {OrganisationKind::kBranch, "branch"},
    {OrganisationKind::kGuarantor, "guarantor"},
}};

}  // namespace

const std::vector<std::string_view>& all_roles() {
  static const std::vector<std::string_view> names = {
      roles::kProvinceOffice,
      roles::kCityOffice,
      roles::kCityConvener,
      roles::kCountyOffice,
      roles::kCountyConvener,
      roles::kCountyAdministrator,
      roles::kTaskForce,
      roles::kPreliminaryReviewer,
      roles::kBankReviewer,
      roles::kDeputyLeader,
      roles::kLeader,
      roles::kVisitor,
      roles::kDepartment,
      roles::kBankContact,
      roles::kBankHead,
      roles::kGuarantor,
      roles::kWindowClerk,
      roles::kAuditor,
      roles::kSystemAdministrator,
      roles::kSecurityAdministrator,
      roles::kSystem,
  };
  return names;
}

bool is_role(std::string_view name) {
  const auto& names = all_roles();
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view to_string(OrganisationKind kind) {
  for (const auto& [k, name] : kKindNames)
    if (k == kind) return name;
  return {};
}

std::optional<OrganisationKind> organisation_kind(std::string_view name) {
  for (const auto& [kind, n] : kKindNames)
    if (n == name) return kind;
  return std::nullopt;
}

}  // namespace qianqiao
