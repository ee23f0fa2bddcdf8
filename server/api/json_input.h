// JSON from outside: size is capped by the door, here its encoding, depth and keys are checked
// before anything is built from it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

inline constexpr int kDeepestJson = 32;

// Errors: json.encoding, json.malformed, json.too_deep, json.duplicate_key.
Result<nlohmann::json> parse_strictly(std::string_view text);

// Takes the fields of one object; what nobody took is an unknown field.
class ObjectInput {
 public:
  // Errors: http.not_an_object.
  static Result<ObjectInput> of(const nlohmann::json& value);

  std::string text(const char* name);           // empty where absent or null
  std::string required_text(const char* name);  // must be there and not empty
  std::optional<bool> boolean(const char* name);
  std::optional<std::int64_t> integer(const char* name);
  const nlohmann::json* object(const char* name);  // null where absent
  const nlohmann::json* array(const char* name);
  std::set<std::string> texts(const char* name);  // of an array; each once
  const nlohmann::json* any(const char* name);
  bool has(const char* name) const;

  // The first thing that was wrong, or a field that was not taken.
  // Errors: http.missing_field, http.wrong_type, http.unknown_field.
  Result<void> finish() const;

 private:
  explicit ObjectInput(const nlohmann::json& value) : value_(&value) {}
  const nlohmann::json* take(const char* name);
  void note(const char* code, const char* name);

  const nlohmann::json* value_;
  std::vector<std::string> taken_;
  std::optional<Error> problem_;
};

}  // namespace qianqiao
