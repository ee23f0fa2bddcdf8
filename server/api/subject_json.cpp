#include "server/api/subject_json.h"

#include <nlohmann/json.hpp>

#include "workflows/charts/case_memory.h"

namespace qianqiao {
namespace {

// What is known of the visit that a case waits for; no other stage reads its memory for it.
nlohmann::ordered_json visit_json(const Configuration& now) {
  if (!now.state.starts_with("Visit.")) return nullptr;
  const auto memory = charts::CaseMemory::from_json(now.context);
  if (!memory) return nullptr;
  const bool planned = now.state == "Visit.Planned";
  return {{"round", memory->round},
          {"attempts", memory->attempts},
          {"team", memory->team},
          {"planned_on", planned ? nlohmann::ordered_json(memory->planned_on) : nullptr}};
}

}  // namespace

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
  return to_json(row, reader.enterprise_name(row.enterprise));
}

// Put together member by member, without looking for one of the same name: pages of these are what
// the server writes most.
nlohmann::ordered_json to_json(const SubjectRow& row, const std::string& enterprise_name) {
  constexpr std::size_t kMostMembers = 20;  // an event's answer adds some
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  auto& members = json.get_ref<nlohmann::ordered_json::object_t&>();
  members.reserve(kMostMembers);
  const auto add = [&](const char* name, auto&& value) { members.emplace_back(name, value); };
  add("id", row.id);
  add("kind", to_string(row.kind));
  add("state", row.configuration.state);
  add("version", row.version);
  add("county", row.county);
  add("township", row.township);
  add("enterprise", row.enterprise);
  add("enterprise_name", enterprise_name);
  switch (row.kind) {
    case SubjectKind::kCase:
      add("follows", row.case_id);
      add("visit", visit_json(row.configuration));
      break;
    case SubjectKind::kReferral:
      add("case", row.case_id);
      add("bank", row.organisation);
      add("branch", row.branch);
      break;
    case SubjectKind::kSlip:
      add("case", row.case_id);
      add("referral", row.referral_id);
      add("department", row.organisation);
      break;
  }
  add("workflow_version", row.workflow_version);
  add("opened", format_instant(from_milliseconds(row.opened_ms)));
  if (row.closed_ms)
    add("closed", format_instant(from_milliseconds(*row.closed_ms)));
  else
    add("closed", nullptr);
  return json;
}

}  // namespace qianqiao
