#include "workflows/charts/referral_memory.h"

#include "workflows/charts/memory_json.h"

namespace qianqiao::charts {

void to_json(nlohmann::json& object, const ReferralMemory::Shown& shown) {
  object = {{"by", shown.by}, {"received_on", shown.received_on}};
}

void from_json(const nlohmann::json& object, ReferralMemory::Shown& shown) {
  object.at("by").get_to(shown.by);
  object.at("received_on").get_to(shown.received_on);
}

namespace {

template <class Memory, class Visit>
void each_member(Memory& memory, const Visit& visit) {
  visit("pushed_on", memory.pushed_on);
  visit("submitted_on", memory.submitted_on);
  visit("received_on", memory.received_on);
  visit("evidence", memory.evidence);
  visit("correction", memory.correction);
  visit("awaited", memory.awaited);
  visit("ledger_due", memory.ledger_due);
  visit("excused", memory.excused);
  visit("long_term", memory.long_term);
  visit("guarantee_fee", memory.guarantee_fee);
}

}  // namespace

Result<ReferralMemory> ReferralMemory::from_json(std::string_view text) {
  return read_memory<ReferralMemory>(text);
}

void ReferralMemory::take_from(const nlohmann::json& object) {
  each_member(*this, [&](const char* key, auto& member) { take(object, key, member); });
}

std::string ReferralMemory::to_json() const {
  nlohmann::json object = nlohmann::json::object();
  each_member(*this, [&](const char* key, const auto& member) { put(object, key, member); });
  return object.dump();
}

}  // namespace qianqiao::charts
