// Codes of GB/T 4754-2017 (国民经济行业分类) and the patterns by which tables name them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qianqiao {

// "c13", "Ｃ１３", "C-1311", "1311" → "C13", "C1311"; none: no such section or division, or the
// letter and the digits do not belong together.
std::optional<std::string> normalise_industry(std::string_view input);

enum class IndustryMatch {
  kNone,
  kWhole,  // everything under the code is covered
  kPart,   // only a part of it: the code is too broad to tell
};
// Patterns: a section "A", a division "F51", a range of divisions "G54-58", a class "K7010".
bool is_industry_pattern(std::string_view text);
IndustryMatch match_industry(std::string_view code, std::string_view pattern);

}  // namespace qianqiao
