// Reads the table of areas from JSON.
#include <nlohmann/json.hpp>

#include "workflows/domain/area.h"

namespace qianqiao {

using nlohmann::json;

class AreaTableReader {
 public:
  Result<AreaTable> read(std::string_view text) {
    const json root = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (root.is_discarded() || !root.is_object()) return malformed("1:1");
    if (auto ok = add(root, "province", AreaKind::kProvince); !ok) return fail(ok.error());
    if (auto ok = add(root, "city", AreaKind::kCity); !ok) return fail(ok.error());
    for (const auto& [list, kind] :
         {std::pair{"counties", AreaKind::kCounty}, std::pair{"zones", AreaKind::kZone},
          std::pair{"towns", AreaKind::kTown}})
      if (auto ok = add_list(root, list, kind); !ok) return fail(ok.error());
    for (const Area& area : table_.areas_)
      if (area.kind != AreaKind::kProvince && !table_.by_code_.count(area.parent))
        return malformed(area.code);
    table_.index();
    return std::move(table_);
  }

 private:
  static tl::unexpected<Error> malformed(std::string where) {
    return fail("area.table_malformed", {{"where", std::move(where)}});
  }

  static std::string text(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
  }

  Result<void> add_list(const json& root, const char* list, AreaKind kind) {
    const auto found = root.find(list);
    if (found == root.end() || !found->is_array()) return malformed(list);
    for (std::size_t i = 0; i < found->size(); ++i)
      if (auto ok = add_one((*found)[i], kind); !ok)
        return malformed(std::string(list) + "[" + std::to_string(i) + "]");
    return {};
  }

  Result<void> add(const json& root, const char* field, AreaKind kind) {
    const auto found = root.find(field);
    if (found == root.end()) return malformed(field);
    return add_one(*found, kind);
  }

  Result<void> add_one(const json& value, AreaKind kind) {
    if (!value.is_object()) return malformed("");
    Area area{text(value, "code"), text(value, "name"), kind, parent(value, kind)};
    if (area.code.empty() || area.name.empty()) return malformed(area.code);
    if (const auto aliases = value.find("aliases"); aliases != value.end())
      for (const json& alias : *aliases) {
        if (!alias.is_string()) return malformed(area.code);
        area.aliases.push_back(alias.get<std::string>());
      }
    const std::size_t place = table_.areas_.size();
    if (!table_.by_code_.emplace(area.code, place).second) return malformed(area.code);
    // Statistical offices number some zones like counties; both codes mean the zone.
    if (const std::string statistical = text(value, "statistical_code"); !statistical.empty())
      if (!table_.by_code_.emplace(statistical, place).second) return malformed(statistical);
    table_.areas_.push_back(std::move(area));
    return {};
  }

  std::string parent(const json& value, AreaKind kind) const {
    switch (kind) {
      case AreaKind::kProvince:
        return "";
      case AreaKind::kCity:
        return table_.areas_[0].code;
      case AreaKind::kCounty:
        return table_.areas_[1].code;
      case AreaKind::kZone:
        return text(value, "parent");
      case AreaKind::kTown: {
        const auto found = table_.by_code_.find(text(value, "area"));
        return found == table_.by_code_.end() ? "" : table_.areas_[found->second].code;
      }
    }
    return "";
  }

  AreaTable table_;
};

Result<AreaTable> AreaTable::from_json(std::string_view text) {
  return AreaTableReader().read(text);
}

}  // namespace qianqiao
