#include "workflows/domain/search_terms.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace qianqiao {
namespace {

std::string utf8(UChar32 character) {
  std::string out;
  icu::UnicodeString(character).toUTF8String(out);
  return out;
}

// Letters and digits only, in their plain form.
std::vector<UChar32> plain_characters(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::UnicodeString given =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  const icu::UnicodeString folded =
      U_SUCCESS(status) ? folding->normalize(given, status) : icu::UnicodeString();
  std::vector<UChar32> out;
  if (U_FAILURE(status)) return out;
  for (int i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
    if (u_isalnum(folded.char32At(i))) out.push_back(folded.char32At(i));
  return out;
}

// One reading takes ICU some 30 µs: each character is asked for once.
class Readings {
 public:
  char initial(UChar32 character) {
    if (character < 0x80) return static_cast<char>(character);
    const std::lock_guard lock(mutex_);
    const auto [entry, is_new] = initials_.try_emplace(character, '\0');
    if (is_new && reader_) {
      icu::UnicodeString reading(character);
      reader_->transliterate(reading);
      const char16_t first = reading.charAt(0);
      if ((first >= u'a' && first <= u'z') || (first >= u'0' && first <= u'9'))
        entry->second = static_cast<char>(first);
    }
    return entry->second;
  }

 private:
  static std::unique_ptr<icu::Transliterator> make_reader() {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }

  std::mutex mutex_;
  std::unordered_map<UChar32, char> initials_;
  std::unique_ptr<icu::Transliterator> reader_ = make_reader();
};

std::string pairs_of(const std::vector<UChar32>& characters) {
  std::string out;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i)
    out += (out.empty() ? "" : " ") + utf8(characters[i]) + utf8(characters[i + 1]);
  return out;
}

}  // namespace

std::string search_terms(std::string_view text) {
  const auto characters = plain_characters(text);
  if (characters.empty()) return {};
  const std::string pairs = pairs_of(characters);
  return pairs + (pairs.empty() ? "" : " ") + utf8(characters.back());
}

std::string pinyin_initials(std::string_view name) {
  static Readings readings;
  std::string out;
  for (const UChar32 character : plain_characters(name))
    if (const char initial = readings.initial(character)) out += initial;
  return out;
}

SearchWords search_words(std::string_view text) {
  const auto characters = plain_characters(text);
  SearchWords words;
  if (characters.empty()) return words;
  words.is_single = characters.size() == 1;
  words.pairs = words.is_single ? utf8(characters.front()) : pairs_of(characters);
  words.is_latin = true;
  for (const UChar32 character : characters) words.is_latin &= character < 0x80;
  return words;
}

}  // namespace qianqiao
