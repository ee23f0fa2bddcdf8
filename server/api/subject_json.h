// Cases, referrals and slips as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/ports/store.h"

namespace qianqiao {

nlohmann::ordered_json to_json(const SubjectRow& row, Reader& reader);
nlohmann::ordered_json to_json(const SubjectRow& row, const std::string& enterprise_name);
std::string_view to_string(SubjectKind kind);  // "case", "referral", "slip"

}  // namespace qianqiao
