#include "workflows/domain/enterprise.h"

#include <array>
#include <string>

namespace qianqiao {
namespace {

struct KindEntry {
  EnterpriseKind kind;
  std::string_view name;
  Text title;
};

const std::array<KindEntry, 4>& entries() {
  static const std::array<KindEntry, 4> table{{
      {EnterpriseKind::kCompany, "company", {"企业", "Company"}},
      {EnterpriseKind::kIndividual, "individual", {"个体工商户", "Individual business"}},
      {EnterpriseKind::kCooperative, "cooperative", {"农民合作社", "Farmers' cooperative"}},
      {EnterpriseKind::kFamilyFarm, "family_farm", {"家庭农场", "Family farm"}},
  }};
  return table;
}

struct Wording {
  std::string_view part;
  EnterpriseKind kind;
};

// The first that occurs decides: 个人独资企业 is an enterprise though 个人 alone is not, and a
// company that has 合作社 in its name is a company.
constexpr Wording kWordings[] = {
    {"家庭农场", EnterpriseKind::kFamilyFarm},
    {"FAMILY FARM", EnterpriseKind::kFamilyFarm},
    {"FAMILY_FARM", EnterpriseKind::kFamilyFarm},
    {"公司", EnterpriseKind::kCompany},
    {"合作社", EnterpriseKind::kCooperative},
    {"合作联社", EnterpriseKind::kCooperative},
    {"COOPERATIVE", EnterpriseKind::kCooperative},
    {"个体", EnterpriseKind::kIndividual},
    {"个人经营", EnterpriseKind::kIndividual},
    {"家庭经营", EnterpriseKind::kIndividual},
    {"INDIVIDUAL", EnterpriseKind::kIndividual},
    {"企业", EnterpriseKind::kCompany},
    {"合伙", EnterpriseKind::kCompany},
    {"独资", EnterpriseKind::kCompany},
    {"全民所有制", EnterpriseKind::kCompany},
    {"集体所有制", EnterpriseKind::kCompany},
    {"股份合作制", EnterpriseKind::kCompany},
    {"股份制", EnterpriseKind::kCompany},
    {"法人", EnterpriseKind::kCompany},
    {"COMPANY", EnterpriseKind::kCompany},
    {"ENTERPRISE", EnterpriseKind::kCompany},
};

}  // namespace

const std::vector<EnterpriseKind>& all_enterprise_kinds() {
  static const std::vector<EnterpriseKind> kinds = {
      EnterpriseKind::kCompany, EnterpriseKind::kIndividual, EnterpriseKind::kCooperative,
      EnterpriseKind::kFamilyFarm};
  return kinds;
}

std::string_view to_string(EnterpriseKind kind) {
  return entries()[static_cast<std::size_t>(kind)].name;
}

std::optional<EnterpriseKind> enterprise_kind(std::string_view name) {
  for (const KindEntry& entry : entries())
    if (entry.name == name) return entry.kind;
  return std::nullopt;
}

const Text& title(EnterpriseKind kind) { return entries()[static_cast<std::size_t>(kind)].title; }

std::optional<EnterpriseKind> kind_from_wording(std::string_view wording) {
  const std::string half = to_half_width(wording);
  const std::string text = to_upper_ascii(trim(half));
  if (text.find("非企业") != text.npos || text.find("社团法人") != text.npos ||
      text.find("机关法人") != text.npos || text.find("事业单位") != text.npos)
    return std::nullopt;  // registered elsewhere; not a 经营主体 of the notice
  for (const Wording& known : kWordings)
    if (text.find(known.part) != text.npos) return known.kind;
  return std::nullopt;
}

std::optional<EnterpriseKind> kind_from_uscc(std::string_view code, std::string_view name) {
  if (code.size() != 18 || code[0] != '9') return std::nullopt;
  if (name.find("家庭农场") != name.npos && name.find("公司") == name.npos)
    return EnterpriseKind::kFamilyFarm;
  switch (code[1]) {
    case '1':
      return EnterpriseKind::kCompany;
    case '2':
      return EnterpriseKind::kIndividual;
    case '3':
      return EnterpriseKind::kCooperative;
    default:
      return std::nullopt;
  }
}

}  // namespace qianqiao
