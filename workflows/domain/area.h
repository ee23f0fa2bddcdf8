// Areas of the city: counties and districts (GB/T 2260), zones (管理区, 开发区) under internal
// codes, townships and streets. A zone acts as a county in this process; its parent is the county
// that it lies in, a reading that the city office may correct in
// workflows/tables/xinyang_areas.json. Immutable; safe to share between threads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

enum class AreaKind { kProvince, kCity, kCounty, kZone, kTown };

struct Area {
  std::string code;  // 411502, 4115Z1, 411502001
  std::string name;
  AreaKind kind;
  std::string parent;  // province ← city ← county ← zone; of a town its county or zone
  std::vector<std::string> aliases = {};
  bool operator==(const Area&) const = default;
};

class AreaTable {
 public:
  // Errors: area.table_malformed with its place.
  static Result<AreaTable> from_json(std::string_view json);
  static const AreaTable& shipped();  // workflows/tables/xinyang_areas.json

  const Area* find(std::string_view code) const;  // null: none; takes a zone's statistical code
  const std::vector<Area>& areas() const { return areas_; }
  const Area& city() const { return areas_[1]; }
  // Counties first, then zones, each by code: all that have a task force.
  std::vector<const Area*> counties_and_zones() const;
  std::vector<const Area*> towns_of(std::string_view county) const;

  // The county or zone named: 浉河区, 浉河, 信阳市浉河区, 河南省信阳市浉河区, 鸡公山 …; null: none.
  const Area* find_county_by_name(std::string_view name) const;
  // Within a county or zone: 老城街道, 老城街道办事处, 明港; null: none, or more than one it could
  // be.
  const Area* find_town_by_name(std::string_view county, std::string_view name) const;
  // The county that a zone lies in, a county itself; of a town its county or zone. Null: neither.
  const Area* county_of(std::string_view code) const;

  // From whatever a list says, code or name. A roster's row cannot be taken without its county, so
  // each way of being unknown has its own advice: area.missing, area.city_only (names the city
  // but no county), area.elsewhere (a code of another place), area.unknown.
  Result<const Area*> require_county(std::string_view code_or_name) const;

 private:
  AreaTable() = default;
  friend class AreaTableReader;
  void index();

  std::vector<Area> areas_;  // province, city, counties, zones, towns
  std::map<std::string, std::size_t, std::less<>> by_code_;
  std::map<std::string, std::size_t, std::less<>> county_by_name_;
};

}  // namespace qianqiao
