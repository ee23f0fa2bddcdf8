#include "server/api/document_name.h"

#include <algorithm>
#include <array>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using namespace std::string_view_literals;

// Unseen characters of UTF-8 that make a name read as another: C1 controls, zero-width ones, marks
// that turn the direction of writing (a name that ends in "fdp.exe" read backwards), line ends.
bool has_unseen(std::string_view name) {
  for (std::size_t at = 0; at + 1 < name.size(); ++at) {
    const auto first = static_cast<unsigned char>(name[at]);
    const auto second = static_cast<unsigned char>(name[at + 1]);
    if (first == 0xC2 && second >= 0x80 && second <= 0x9F) return true;  // U+0080 to U+009F
    if (at + 2 >= name.size()) continue;
    const auto third = static_cast<unsigned char>(name[at + 2]);
    if (first == 0xE2 && second == 0x80 &&
        ((third >= 0x8B && third <= 0x8F) || (third >= 0xA8 && third <= 0xAE)))
      return true;  // U+200B to U+200F, U+2028 to U+202E
    if (first == 0xE2 && second == 0x81 && third >= 0xA0 && third <= 0xAF) return true;  // U+206x
    if (first == 0xEF && second == 0xBB && third == 0xBF) return true;                   // U+FEFF
  }
  return false;
}

bool is_plain(char c) {
  return c > ' ' && c < 0x7F && "\"\\%;,"sv.find(c) == std::string_view::npos;
}

}  // namespace

Result<void> check_document_name(std::string_view name) {
  const auto is_bad = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || c == '/' || c == '\\';
  };
  const bool sound = is_valid_utf8(name) && !name.empty() && trim(name) == name &&
                     name.front() != '.' && count_characters(name) <= kLongestDocumentName &&
                     std::none_of(name.begin(), name.end(), is_bad) && !has_unseen(name);
  if (sound) return {};
  return fail("document.name", {{"limit", std::to_string(kLongestDocumentName)}});
}

// Old clients read `filename`, others `filename*`, which holds every character.
std::string attachment_called(std::string_view name) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string plain, encoded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
    if (byte < 0x80 || byte >= 0xC0) plain += is_plain(c) || c == ' ' ? c : '_';
    if (is_letter)
      encoded += c;
    else
      (encoded += '%') += {kDigits[byte >> 4], kDigits[byte & 0x0F]};
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

}  // namespace qianqiao
