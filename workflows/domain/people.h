// Organisations, people and what they may do. A permission comes from a dated appointment
// (role + scope), never from the organisation somebody is employed by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"

namespace qianqiao {

enum class OrganisationKind {
  kProvince,
  kCity,
  kCounty,  // counties, districts and zones (管理区, 开发区)
  kTownship,
  kVillage,
  kDepartment,
  kBank,
  kBranch,
  kGuarantor,  // 政府性融资担保机构
};

// A node of the tree: province > city > county > township > village; departments, banks and
// guarantors stand beside the areas and name the area they serve.
struct Organisation {
  OrganisationId id;
  OrganisationId parent;  // empty at the root
  OrganisationKind kind;
  std::string name;
  std::string area;         // county code (or city code) it belongs to or serves
  std::string email;        // empty: none
  std::string webhook_url;  // empty: none; a bank's or department's own system
  bool operator==(const Organisation&) const = default;
};

// The names that events.yaml, statutes and appointments use.
namespace roles {
inline constexpr std::string_view kProvinceOffice = "province_office";
inline constexpr std::string_view kCityOffice = "city_office";
inline constexpr std::string_view kCityConvener = "city_convener";
inline constexpr std::string_view kCountyOffice = "county_office";
inline constexpr std::string_view kCountyConvener = "county_convener";
inline constexpr std::string_view kCountyAdministrator = "county_administrator";
inline constexpr std::string_view kTaskForce = "task_force";  // any member of the 工作专班
inline constexpr std::string_view kPreliminaryReviewer = "preliminary_reviewer";
inline constexpr std::string_view kBankReviewer = "bank_reviewer";  // seconded to the task force
inline constexpr std::string_view kDeputyLeader = "deputy_leader";
inline constexpr std::string_view kLeader = "leader";
inline constexpr std::string_view kVisitor = "visitor";
inline constexpr std::string_view kDepartment = "department";
inline constexpr std::string_view kBankContact = "bank_contact";
inline constexpr std::string_view kBankHead = "bank_head";
inline constexpr std::string_view kGuarantor = "guarantor";
inline constexpr std::string_view kWindowClerk = "window_clerk";
inline constexpr std::string_view kAuditor = "auditor";
inline constexpr std::string_view kSystemAdministrator = "system_administrator";
inline constexpr std::string_view kSecurityAdministrator = "security_administrator";
inline constexpr std::string_view kSystem = "system";  // clocks, the engine itself
}  // namespace roles

// Every role above, in that order.
const std::vector<std::string_view>& all_roles();
bool is_role(std::string_view name);

struct Person {
  PersonId id;  // user name
  std::string name;
  OrganisationId home;
  std::string email;  // empty: none
  std::string phone;  // masked unless the role needs it
  std::string password_hash;
  bool disabled = false;
  bool operator==(const Person&) const = default;
};

// Role + scope + dates. The scope is an organisation: a role in a county covers the county's
// subjects, in a city those of its counties; a bank role covers the bank's referrals.
struct Appointment {
  PersonId person;
  std::string role;
  OrganisationId scope;
  Date from;
  std::optional<Date> until;  // inclusive; none: open
  bool in_force(Date day) const { return from <= day && (!until || day <= *until); }
  bool operator==(const Appointment&) const = default;
};

// 代理: `agent` may act for `principal` on these days. History records both.
struct Mandate {
  std::int64_t id = 0;
  PersonId principal;
  PersonId agent;
  Date from;
  Date until;  // inclusive
  bool in_force(Date day) const { return from <= day && day <= until; }
  bool operator==(const Mandate&) const = default;
};

std::string_view to_string(OrganisationKind kind);
std::optional<OrganisationKind> organisation_kind(std::string_view name);

}  // namespace qianqiao
