#include "workflows/charts/case_memory.h"

#include "workflows/charts/memory_json.h"

namespace qianqiao::charts {

namespace {

// Calls visit(key, member) for each member, so that reading and writing cannot differ.
template <class Memory, class Visit>
void each_member(Memory& memory, const Visit& visit) {
  visit("outcome", memory.outcome);
  visit("followed", memory.followed);
  visit("round", memory.round);
  visit("attempts", memory.attempts);
  visit("team", memory.team);
  visit("planned_on", memory.planned_on);
  visit("submitted", memory.submitted);
  visit("reviewed", memory.reviewed);
  visit("signed", memory.signed_off);
  visit("pushed", memory.pushed);
  visit("banks", memory.banks);
  visit("information", memory.information);
  visit("awaiting_information", memory.awaiting_information);
  visit("reviewers", memory.reviewers);
  visit("steps", memory.steps);
  visit("approvals", memory.approvals);
  visit("undecided", memory.undecided);
  visit("feedback_owed", memory.feedback_owed);
  visit("drawn", memory.drawn);
  visit("drawing_concluded", memory.drawing_concluded);
  visit("removal_due", memory.removal_due);
}

}  // namespace

Result<CaseMemory> CaseMemory::from_json(std::string_view text) {
  return read_memory<CaseMemory>(text);
}

void CaseMemory::take_from(const nlohmann::json& object) {
  each_member(*this, [&](const char* key, auto& member) { take(object, key, member); });
}

std::vector<std::string> CaseMemory::open_steps(std::string_view stage,
                                                const std::set<std::string>& wanted) const {
  std::vector<std::string> open;
  const auto done = steps.find(std::string(stage));
  for (const auto& step : wanted)
    if (done == steps.end() || !done->second.count(step)) open.push_back(step);
  return open;
}

std::vector<std::string> CaseMemory::ready_steps(
    std::string_view stage, const std::set<std::string>& wanted,
    const std::map<std::string, std::set<std::string>>& before) const {
  std::vector<std::string> ready;
  for (const std::string& step : open_steps(stage, wanted)) {
    const auto earlier = before.find(step);
    if (earlier == before.end() || open_steps(stage, earlier->second).empty())
      ready.push_back(step);
  }
  return ready;
}

std::string CaseMemory::to_json() const {
  nlohmann::json object = nlohmann::json::object();
  each_member(*this, [&](const char* key, const auto& member) { put(object, key, member); });
  return object.dump();
}

}  // namespace qianqiao::charts
