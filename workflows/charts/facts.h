// Reads an event's data. Total: what is missing or of another type reads as empty, so that a chart
// never throws, whatever it is handed. Borrows the JSON.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "workflows/base/instant.h"

namespace qianqiao::charts {

class Facts {
 public:
  explicit Facts(const nlohmann::json& json) : json_(&json) {}

  bool has(const char* key) const { return find(key) != nullptr; }

  std::string text(const char* key) const {
    const auto* value = find(key);
    return value && value->is_string() ? value->get<std::string>() : std::string();
  }
  std::int64_t integer(const char* key) const {
    const auto* value = find(key);
    return value && value->is_number_integer() ? value->get<std::int64_t>() : 0;
  }
  // Counts that the engine posts; kept small enough for an int.
  int count(const char* key) const {
    return static_cast<int>(std::clamp<std::int64_t>(integer(key), 0, 1'000'000));
  }
  bool flag(const char* key) const {
    const auto* value = find(key);
    return value && value->is_boolean() && value->get<bool>();
  }
  std::optional<Date> date(const char* key) const {
    const auto* value = find(key);
    if (!value || !value->is_string()) return std::nullopt;
    const auto day = parse_date(value->get_ref<const std::string&>());
    return day ? std::optional<Date>(*day) : std::nullopt;
  }
  Facts object(const char* key) const {
    const auto* value = find(key);
    return Facts(value && value->is_object() ? *value : empty());
  }
  std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> list;
    for (const auto& item : array(key))
      if (item.is_string()) list.push_back(item.get<std::string>());
    return list;
  }
  std::vector<Facts> objects(const char* key) const {
    std::vector<Facts> list;
    for (const auto& item : array(key))
      if (item.is_object()) list.push_back(Facts(item));
    return list;
  }

 private:
  static const nlohmann::json& empty() {
    static const nlohmann::json none = nlohmann::json::object();
    return none;
  }
  const nlohmann::json* find(const char* key) const {
    if (!json_->is_object()) return nullptr;
    const auto found = json_->find(key);
    return found == json_->end() ? nullptr : &*found;
  }
  const nlohmann::json& array(const char* key) const {
    static const nlohmann::json none = nlohmann::json::array();
    const auto* value = find(key);
    return value && value->is_array() ? *value : none;
  }

  const nlohmann::json* json_;
};

}  // namespace qianqiao::charts
