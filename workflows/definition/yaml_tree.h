// A YAML file as a tree that remembers where each value stood, so that every later problem can name
// its line. Only what definitions need: one document of mappings, lists and scalars. Anchors,
// aliases and tags are refused (an alias bomb grows a small file without bound), and so is a
// file beyond the limits below, before it costs memory. Pure; thread-safe.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/definition/problems.h"

namespace qianqiao {

inline constexpr std::size_t kLargestYamlBytes = 256 * 1024;
inline constexpr std::size_t kMostYamlNodes = 20'000;
inline constexpr int kDeepestYaml = 16;

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMapping };
  Kind kind = Kind::kNull;
  int line = 0;    // from 1
  int column = 0;  // from 1, in characters
  std::string text;
  bool quoted = false;          // a quoted 3 is text, a bare one a number
  std::vector<YamlNode> keys;   // of a mapping: scalars, beside `items`
  std::vector<YamlNode> items;  // of a mapping its values

  const YamlNode* find(std::string_view key) const;  // null: no such key
};

// An empty file is a null node. Reports a key that stands twice and goes on (the first one counts);
// whatever else is wrong is reported once and gives no tree.
// Problems: definition.malformed, .not_text, .too_large, .too_deep, .alias_refused, .duplicate.
std::optional<YamlNode> parse_yaml(std::string_view yaml, std::string_view file,
                                   Problems& problems);

// Bare scalars become numbers, booleans and null as in JSON; all others are strings.
nlohmann::json to_json(const YamlNode& node);

}  // namespace qianqiao
