#include "workflows/domain/area.h"

#include <algorithm>
#include <cassert>

#include "workflows/base/text.h"
#include "workflows/domain/domain_data.h"

namespace qianqiao {
namespace {

bool take_suffix(std::string& name, std::string_view suffix) {
  if (name.size() <= suffix.size() || !name.ends_with(suffix)) return false;
  name.erase(name.size() - suffix.size());
  return true;
}

void take_prefix(std::string& name, std::string_view prefix) {
  if (name.starts_with(prefix)) name.erase(0, prefix.size());
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : to_half_width(text))
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') out += c;
  return out;
}

// 老城街道办事处 → 老城, 明港镇 → 明港; one character alone is no name (息县 stays).
std::string root_of(std::string name, std::initializer_list<std::string_view> suffixes) {
  for (const std::string_view suffix : suffixes) {
    std::string shorter = name;
    if (take_suffix(shorter, suffix) && count_characters(shorter) > 1) return shorter;
  }
  return name;
}

std::string town_root(std::string name) {
  take_suffix(name, "人民政府");
  return root_of(std::move(name), {"街道办事处", "办事处", "街道", "镇", "乡"});
}

std::string county_root(std::string name) {
  take_suffix(name, "人民政府");
  return root_of(std::move(name), {"区", "县"});
}

bool looks_like_area_code(std::string_view text) {
  return text.size() >= 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

const AreaTable& AreaTable::shipped() {
  static const AreaTable table = [] {
    auto read = from_json(domain_data::embedded_file("xinyang_areas.json"));
    assert(read && "the shipped table is checked by a test");
    return std::move(read).value();
  }();
  return table;
}

void AreaTable::index() {
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    const Area& area = areas_[i];
    if (area.kind != AreaKind::kCounty && area.kind != AreaKind::kZone) continue;
    county_by_name_.emplace(without_blanks(area.name), i);
    for (const std::string& alias : area.aliases) county_by_name_.emplace(alias, i);
  }
  // Shorter forms come last: a full name of one area is never taken by the root of another.
  for (std::size_t i = 0; i < areas_.size(); ++i)
    if (areas_[i].kind == AreaKind::kCounty)
      county_by_name_.emplace(county_root(areas_[i].name), i);
}

const Area* AreaTable::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &areas_[found->second];
}

std::vector<const Area*> AreaTable::counties_and_zones() const {
  std::vector<const Area*> out;
  for (const Area& area : areas_)
    if (area.kind == AreaKind::kCounty || area.kind == AreaKind::kZone) out.push_back(&area);
  return out;
}

std::vector<const Area*> AreaTable::towns_of(std::string_view county) const {
  std::vector<const Area*> out;
  const Area* area = find(county);
  if (area == nullptr) return out;
  for (const Area& town : areas_)
    if (town.kind == AreaKind::kTown && town.parent == area->code) out.push_back(&town);
  return out;
}

const Area* AreaTable::find_county_by_name(std::string_view name) const {
  std::string key = without_blanks(name);
  take_suffix(key, "人民政府");
  const auto look = [&]() -> const Area* {
    for (const std::string& form : {key, county_root(key)}) {
      const auto found = county_by_name_.find(form);
      if (found != county_by_name_.end()) return &areas_[found->second];
    }
    return nullptr;
  };
  if (const Area* found = look()) return found;
  take_prefix(key, areas_[0].name);
  take_prefix(key, areas_[1].name);
  return look();
}

const Area* AreaTable::find_town_by_name(std::string_view county, std::string_view name) const {
  const std::string key = without_blanks(name);
  if (key.empty()) return nullptr;
  const std::vector<const Area*> towns = towns_of(county);
  for (const Area* town : towns)
    if (town->name == key) return town;
  const Area* found = nullptr;
  for (const Area* town : towns)
    if (town_root(town->name) == town_root(key)) {
      if (found != nullptr) return nullptr;
      found = town;
    }
  return found;
}

const Area* AreaTable::county_of(std::string_view code) const {
  const Area* area = find(code);
  if (area == nullptr || area->kind == AreaKind::kProvince || area->kind == AreaKind::kCity)
    return nullptr;
  return area->kind == AreaKind::kCounty ? area : find(area->parent);
}

Result<const Area*> AreaTable::require_county(std::string_view code_or_name) const {
  const std::string input = without_blanks(code_or_name);
  if (input.empty()) return fail("area.missing");
  const Area* area = find(to_upper_ascii(input));
  if (area == nullptr) area = find_county_by_name(input);
  if (area != nullptr && area->kind == AreaKind::kTown) area = find(area->parent);
  if (area != nullptr && (area->kind == AreaKind::kCounty || area->kind == AreaKind::kZone))
    return area;
  const std::string city_code = city().code.substr(0, 4);
  if (area != nullptr || input == city().name || input == areas_[0].name + city().name ||
      input == city_code + "01")
    return fail("area.city_only", {{"input", input}});
  if (looks_like_area_code(input) && !input.starts_with(city_code))
    return fail("area.elsewhere", {{"input", input}, {"city", city().name}});
  return fail("area.unknown", {{"input", input}});
}

}  // namespace qianqiao
