#include "plugins/host/snapshot.h"

#include "workflows/base/text.h"

namespace qianqiao::host {

const nlohmann::json* Snapshot::find(const std::string& field) const {
  const nlohmann::json* place = here_;
  for (const std::string_view part : split(field, '.')) {
    if (!place->is_object()) return nullptr;
    const auto found = place->find(part);
    if (found == place->end()) return nullptr;
    place = &*found;
  }
  return place;
}

Snapshot Snapshot::at(const std::string& field) const {
  const std::string path = path_.empty() ? field : path_ + "." + field;
  const nlohmann::json* place = find(field);
  if (!place) throw MissingField(path);
  return {all_, place, path};
}

}  // namespace qianqiao::host
