// Charts keep what guards remember as a small JSON object with sorted keys; what is empty is left
// out. These helpers write and read such objects.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao::charts {

template <class T>
void put(nlohmann::json& object, const char* key, const T& value) {
  if (value != T{}) object[key] = value;
}

template <class T>
void take(const nlohmann::json& object, const char* key, T& value) {
  if (const auto found = object.find(key); found != object.end()) found->get_to(value);
}

// Reads a stored context into a Memory by its `take_from`. Errors: chart.unreadable.
template <class Memory>
Result<Memory> read_memory(std::string_view text) {
  Memory memory;
  if (text == "{}") return memory;
  try {
    const auto object = nlohmann::json::parse(text);
    if (!object.is_object()) return fail("chart.unreadable", {{"what", std::string(text)}});
    memory.take_from(object);
  } catch (const nlohmann::json::exception& problem) {
    return fail("chart.unreadable", {{"what", problem.what()}});
  }
  return memory;
}

}  // namespace qianqiao::charts
