#include "workflows/domain/industry_code.h"

#include <algorithm>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

struct Section {
  char letter;
  int first, last;  // divisions
};

constexpr Section kSections[] = {{'A', 1, 5},   {'B', 6, 12},  {'C', 13, 43}, {'D', 44, 46},
                                 {'E', 47, 50}, {'F', 51, 52}, {'G', 53, 60}, {'H', 61, 62},
                                 {'I', 63, 65}, {'J', 66, 69}, {'K', 70, 70}, {'L', 71, 72},
                                 {'M', 73, 75}, {'N', 76, 79}, {'O', 80, 82}, {'P', 83, 83},
                                 {'Q', 84, 85}, {'R', 86, 90}, {'S', 91, 96}, {'T', 97, 97}};

const Section* section_of_letter(char letter) {
  for (const Section& s : kSections)
    if (s.letter == letter) return &s;
  return nullptr;
}

const Section* section_of_division(int division) {
  for (const Section& s : kSections)
    if (s.first <= division && division <= s.last) return &s;
  return nullptr;
}

int division_of(std::string_view digits) { return (digits[0] - '0') * 10 + (digits[1] - '0'); }

}  // namespace

std::optional<std::string> normalise_industry(std::string_view input) {
  std::string code;
  for (const char c : to_upper_ascii(to_half_width(input)))
    if (c != ' ' && c != '-' && c != '\t') code += c;
  if (code.empty()) return std::nullopt;
  const bool lettered = code[0] >= 'A' && code[0] <= 'Z';
  const std::string digits = lettered ? code.substr(1) : code;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const Section* by_letter = lettered ? section_of_letter(code[0]) : nullptr;
  if (lettered && by_letter == nullptr) return std::nullopt;
  if (digits.empty()) return code;
  if (digits.size() < 2 || digits.size() > 4) return std::nullopt;
  const Section* by_division = section_of_division(division_of(digits));
  if (by_division == nullptr || (lettered && by_division != by_letter)) return std::nullopt;
  return by_division->letter + digits;
}

bool is_industry_pattern(std::string_view text) {
  if (const std::size_t dash = text.find('-'); dash != text.npos)
    return dash == 3 && text.size() == 6 && normalise_industry(text.substr(0, 3)) &&
           normalise_industry(text.substr(4));
  return !text.empty() && normalise_industry(text) == text;
}

IndustryMatch match_industry(std::string_view code, std::string_view pattern) {
  if (code.empty() || pattern.empty() || code[0] != pattern[0]) return IndustryMatch::kNone;
  const std::string_view digits = code.substr(1);
  const std::string_view wanted = pattern.substr(1);
  if (wanted.empty()) return IndustryMatch::kWhole;
  if (digits.empty()) return IndustryMatch::kPart;
  if (const std::size_t dash = wanted.find('-'); dash != wanted.npos) {
    const int division = division_of(digits);
    const bool inside = division_of(wanted.substr(0, dash)) <= division &&
                        division <= division_of(wanted.substr(dash + 1));
    return inside ? IndustryMatch::kWhole : IndustryMatch::kNone;
  }
  if (digits.starts_with(wanted)) return IndustryMatch::kWhole;
  return wanted.starts_with(digits) ? IndustryMatch::kPart : IndustryMatch::kNone;
}

}  // namespace qianqiao
