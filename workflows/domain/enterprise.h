// Kinds of 经营主体: small and micro enterprises, and those that (四) adds to the visits. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "workflows/base/text.h"

namespace qianqiao {

enum class EnterpriseKind {
  kCompany,      // 企业
  kIndividual,   // 个体工商户
  kCooperative,  // 农民合作社
  kFamilyFarm,   // 家庭农场
};

const std::vector<EnterpriseKind>& all_enterprise_kinds();
std::string_view to_string(EnterpriseKind kind);  // company, individual, cooperative, family_farm
std::optional<EnterpriseKind> enterprise_kind(std::string_view name);  // of to_string's names
const Text& title(EnterpriseKind kind);

// What a roster's column 类型 says (有限责任公司, 个体户, 专业合作社 …); none: not recognised.
std::optional<EnterpriseKind> kind_from_wording(std::string_view wording);
// By the second character of a valid code of the market regulator; a family farm is registered as
// something else, so its name decides. None: not a kind that the mechanism serves, or no such code.
std::optional<EnterpriseKind> kind_from_uscc(std::string_view code, std::string_view name);

}  // namespace qianqiao
