#include "workflows/charts/slip_memory.h"

#include "workflows/charts/memory_json.h"

namespace qianqiao::charts {

void to_json(nlohmann::json& object, const SlipMemory::Part& part) {
  object = {{"department", part.department}, {"id", part.id}};
  put(object, "started", part.started);
  put(object, "answered", part.answered);
}

void from_json(const nlohmann::json& object, SlipMemory::Part& part) {
  object.at("department").get_to(part.department);
  object.at("id").get_to(part.id);
  take(object, "started", part.started);
  take(object, "answered", part.answered);
}

namespace {

template <class Memory, class Visit>
void each_member(Memory& memory, const Visit& visit) {
  visit("kind", memory.kind);
  visit("level", memory.level);
  visit("parts", memory.parts);
  visit("owed", memory.owed);
}

}  // namespace

Result<SlipMemory> SlipMemory::from_json(std::string_view text) {
  return read_memory<SlipMemory>(text);
}

void SlipMemory::take_from(const nlohmann::json& object) {
  each_member(*this, [&](const char* key, auto& member) { take(object, key, member); });
}

std::string SlipMemory::to_json() const {
  nlohmann::json object = nlohmann::json::object();
  each_member(*this, [&](const char* key, const auto& member) { put(object, key, member); });
  return object.dump();
}

}  // namespace qianqiao::charts
