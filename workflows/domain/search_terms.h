// What a search finds a name or a code by: any part of it from two characters on, by neighbouring
// pairs, so that two-character words are found as surely as long ones; and a name by the initials
// of its pinyin (信阳 by "xy"). Case, full width, spaces and punctuation make no difference.
#pragma once

#include <string>
#include <string_view>

namespace qianqiao {

// "信阳茶" → "信阳 阳茶 茶": pairs in order, then the last character alone. Empty: nothing to find.
std::string search_terms(std::string_view text);

// "信阳A1" → "xya1". Of a character with several readings the most usual one.
std::string pinyin_initials(std::string_view name);

// What is searched for, in the same shape: the pairs that must follow each other; a single
// character is one term, to be found as the beginning of a pair.
struct SearchWords {
  std::string pairs;       // "信阳 阳茶"; of a single character itself
  bool is_single = false;  // one character only
  bool is_latin = false;   // letters and digits only: may be initials or part of a code
};
SearchWords search_words(std::string_view text);

}  // namespace qianqiao
