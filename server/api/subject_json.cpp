#include "server/api/subject_json.h"

#include <nlohmann/json.hpp>

namespace qianqiao {

std::string_view to_string(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kCase:
      return "case";
    case SubjectKind::kReferral:
      return "referral";
    case SubjectKind::kSlip:
      return "slip";
  }
  return {};
}

nlohmann::ordered_json to_json(const SubjectRow& row, Reader& reader) {
  const auto enterprise = reader.enterprise(row.enterprise);
  return to_json(row, enterprise ? enterprise->name : "");
}

nlohmann::ordered_json to_json(const SubjectRow& row, const std::string& enterprise_name) {
  nlohmann::ordered_json json = {{"id", row.id},
                                 {"kind", to_string(row.kind)},
                                 {"state", row.configuration.state},
                                 {"version", row.version},
                                 {"county", row.county},
                                 {"township", row.township},
                                 {"enterprise", row.enterprise},
                                 {"enterprise_name", enterprise_name}};
  switch (row.kind) {
    case SubjectKind::kCase:
      json["follows"] = row.case_id;
      break;
    case SubjectKind::kReferral:
      json["case"] = row.case_id;
      json["bank"] = row.organisation;
      json["branch"] = row.branch;
      break;
    case SubjectKind::kSlip:
      json["case"] = row.case_id;
      json["referral"] = row.referral_id;
      json["department"] = row.organisation;
      break;
  }
  json["workflow_version"] = row.workflow_version;
  json["opened"] = format_instant(from_milliseconds(row.opened_ms));
  json["closed"] = row.closed_ms
                       ? nlohmann::ordered_json(format_instant(from_milliseconds(*row.closed_ms)))
                       : nlohmann::ordered_json(nullptr);
  return json;
}

}  // namespace qianqiao
