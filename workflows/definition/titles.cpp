#include "workflows/definition/titles.h"

#include <algorithm>

#include "workflows/domain/audience.h"
#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

struct Title {
  std::string_view name, zh, en;
};

constexpr Title kRoles[] = {
    {roles::kProvinceOffice, "省协调机制办公室", "the province's office"},
    {roles::kCityOffice, "市协调机制办公室", "the city office"},
    {roles::kCityConvener, "市召集人", "the city conveners"},
    {roles::kCountyOffice, "县区协调机制办公室", "the county office"},
    {roles::kCountyConvener, "县区召集人", "the county convener"},
    {roles::kCountyAdministrator, "县区管理员", "the county administrator"},
    {roles::kTaskForce, "县区工作专班", "the county task force"},
    {roles::kPreliminaryReviewer, "初审员", "the preliminary reviewer"},
    {roles::kBankReviewer, "专班银行审核员", "the seconded bank reviewer"},
    {roles::kDeputyLeader, "专班副组长", "the deputy leader"},
    {roles::kLeader, "专班组长", "the leader of the task force"},
    {roles::kVisitor, "走访单位", "the visiting organisation"},
    {roles::kDepartment, "责任部门", "the department"},
    {roles::kBankContact, "银行联系人", "the bank contact"},
    {roles::kBankHead, "银行主要负责同志", "the bank's head"},
    {roles::kGuarantor, "政府性融资担保机构", "the guarantee institution"},
    {roles::kWindowClerk, "窗口人员", "the window clerk"},
    {roles::kAuditor, "审计员", "the auditor"},
    {roles::kSystemAdministrator, "系统管理员", "the system administrator"},
    {roles::kSecurityAdministrator, "安全管理员", "the security administrator"},
    {roles::kSystem, "系统", "the system"},
};

// Audiences that are not just the holders of their role.
constexpr Title kAudiences[] = {
    {"bank_branch", "承办支行联系人", "the contact of the branch in charge"},
    {"province_list", "下一期通报和向省级机制的报告",
     "the next circular and the report to the province"},
};

}  // namespace

Text role_title(std::string_view role) {
  for (const Title& title : kRoles)
    if (title.name == role) return {std::string(title.zh), std::string(title.en)};
  return {std::string(role), std::string(role)};
}

Text audience_title(std::string_view name) {
  for (const Title& title : kAudiences)
    if (title.name == name) return {std::string(title.zh), std::string(title.en)};
  const Audience* audience = find_audience(name);
  return role_title(audience == nullptr ? name : audience->role);
}

}  // namespace qianqiao
