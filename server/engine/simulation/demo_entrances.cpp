#include "server/engine/simulation/demo_entrances.h"

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

constexpr char kEntrances[] = "demo.entrances";

}  // namespace

void DemoEntrances::keep(Writer& writer, const std::vector<Person>& made) {
  nlohmann::json all = nlohmann::json::object();
  for (const Person& person : made)
    if (!person.password_hash.empty()) all[person.id] = to_hex(sm3(person.password_hash));
  writer.put_setting(kEntrances, all.dump());
}

DemoEntrances DemoEntrances::kept(Reader& reader) {
  DemoEntrances entrances;
  const auto all = nlohmann::json::parse(reader.setting(kEntrances).value_or("{}"), nullptr, false);
  if (!all.is_object()) return entrances;
  for (const auto& [person, digest] : all.items())
    if (Digest known{}; digest.is_string() && from_hex(digest.get<std::string>(), known))
      entrances.passwords_.emplace(person, known);
  return entrances;
}

bool DemoEntrances::lets_in(const Person& person) const {
  const auto made = passwords_.find(person.id);
  return made != passwords_.end() && !person.disabled && made->second == sm3(person.password_hash);
}

}  // namespace qianqiao
