#include "server/plugin_client/snapshot_filter.h"

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;
using Way = std::vector<std::string_view>;

void copy_way(const Json& from, const Way& way, std::size_t step, Json& into);

void copy_each(const Json& from, const Way& way, std::size_t step, Json& into) {
  if (!into.is_array()) into = Json::array();
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (into.size() <= i) into.push_back(Json::object());
    if (from[i].is_object()) copy_way(from[i], way, step, into[i]);
  }
}

// `from` is an object.
void copy_way(const Json& from, const Way& way, std::size_t step, Json& into) {
  const auto found = from.find(way[step]);
  if (found == from.end()) return;
  Json& place = into[std::string(way[step])];
  if (step + 1 == way.size()) {
    place = *found;
  } else if (found->is_array()) {
    copy_each(*found, way, step + 1, place);
  } else if (found->is_object()) {
    if (!place.is_object()) place = Json::object();
    copy_way(*found, way, step + 1, place);
  } else {
    place = *found;  // nothing below it: null, most likely
  }
}

Json permitted_fields(const Json& all, const Manifest& manifest) {
  Json seen = Json::object();
  for (const std::string& field : manifest.fields) {
    const Way way = split(field, '.');
    copy_way(all, way, 0, seen);
  }
  return seen;
}

}  // namespace

Json filter_snapshot(const Json& all, const Manifest& manifest) {
  if (!all.is_object()) return Json::object();
  Json seen = permitted_fields(all, manifest);
  for (const char* name : {"calendar", "message", "form", "table", "period"})
    if (const auto found = all.find(name); found != all.end()) seen[name] = *found;
  if (const auto event = all.find("event"); event != all.end() && event->is_object())
    for (const char* name : {"name", "at", "role"})
      if (const auto found = event->find(name); found != event->end()) seen["event"][name] = *found;
  if (const auto cases = all.find("cases"); cases != all.end() && cases->is_array()) {
    Json& list = seen["cases"] = Json::array();
    for (const Json& one : *cases)
      list.push_back(one.is_object() ? permitted_fields(one, manifest) : Json::object());
  }
  Json settings = manifest.settings;
  if (const auto given = all.find("settings"); given != all.end() && given->is_object())
    for (const auto& [name, value] : given->items())
      if (settings.contains(name)) settings[name] = value;
  if (!settings.empty()) seen["settings"] = std::move(settings);
  return seen;
}

}  // namespace qianqiao
