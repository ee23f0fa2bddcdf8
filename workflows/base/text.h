// Text for people (Chinese first, English complete) and the few operations on UTF-8 that the
// process needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qianqiao {

// One sentence in both languages of the product.
struct Text {
  std::string zh;
  std::string en;
  bool operator==(const Text&) const = default;
};

// Full-width letters, digits and punctuation (U+FF01 to U+FF5E) and the ideographic space become
// their half-width forms; everything else stays. Lists typed with a Chinese input method need it.
std::string to_half_width(std::string_view utf8);

// Without white space (ASCII, U+3000, U+00A0, U+FEFF) at both ends.
std::string_view trim(std::string_view utf8);

// ASCII letters only; other bytes stay.
std::string to_upper_ascii(std::string_view utf8);

bool is_valid_utf8(std::string_view bytes);

// Characters, not bytes; of invalid UTF-8 each stray byte counts as one.
std::size_t count_characters(std::string_view utf8);

std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace qianqiao
