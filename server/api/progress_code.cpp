#include "server/api/progress_code.h"

#include <sodium.h>

#include <cctype>

namespace qianqiao {
namespace {

// Crockford's base 32: without I, L, O and U.
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 16, kGroup = 4;

std::string in_groups(std::string_view letters) {
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i != 0 && i % kGroup == 0) text += '-';
    text += letters[i];
  }
  return text;
}

char as_meant(char typed) {
  const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(typed)));
  if (letter == 'O') return '0';
  return letter == 'I' || letter == 'L' ? '1' : letter;
}

}  // namespace

std::string random_progress_code() {
  std::string letters;
  for (std::size_t i = 0; i < kLength; ++i)
    letters += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  return in_groups(letters);
}

std::optional<std::string> read_progress_code(std::string_view typed) {
  std::string letters;
  for (const char one : typed) {
    if (one == '-' || one == ' ') continue;
    const char letter = as_meant(one);
    if (kLetters.find(letter) == std::string_view::npos || letters.size() == kLength)
      return std::nullopt;
    letters += letter;
  }
  if (letters.size() != kLength) return std::nullopt;
  return in_groups(letters);
}

}  // namespace qianqiao
