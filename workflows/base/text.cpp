#include "workflows/base/text.h"

#include <cstdint>

namespace qianqiao {
namespace {

struct Decoded {
  char32_t character;
  std::size_t length;  // bytes; 0 where the bytes are no valid UTF-8
};

Decoded decode_one(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  char32_t character = 0;
  if ((lead & 0xE0) == 0xC0) {
    length = 2;
    character = lead & 0x1F;
  } else if ((lead & 0xF0) == 0xE0) {
    length = 3;
    character = lead & 0x0F;
  } else if ((lead & 0xF8) == 0xF0) {
    length = 4;
    character = lead & 0x07;
  } else {
    return {0, 0};
  }
  if (bytes.size() < length) return {0, 0};
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(bytes[i]);
    if ((next & 0xC0) != 0x80) return {0, 0};
    character = (character << 6) | (next & 0x3F);
  }
  static constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < kSmallest[length] || character > 0x10FFFF || surrogate) return {0, 0};
  return {character, length};
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000 || c == 0x00A0 || c == 0xFEFF;
}

}  // namespace

std::string to_half_width(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const Decoded next = decode_one(utf8);
    if (next.length == 0) {
      out += utf8[0];
      utf8.remove_prefix(1);
      continue;
    }
    if (next.character >= 0xFF01 && next.character <= 0xFF5E)
      out += static_cast<char>(next.character - 0xFEE0);
    else if (next.character == 0x3000)
      out += ' ';
    else
      out += utf8.substr(0, next.length);
    utf8.remove_prefix(next.length);
  }
  return out;
}

std::string_view trim(std::string_view utf8) {
  while (!utf8.empty()) {
    const Decoded first = decode_one(utf8);
    if (first.length == 0 || !is_space(first.character)) break;
    utf8.remove_prefix(first.length);
  }
  while (!utf8.empty()) {
    std::size_t start = utf8.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(utf8[start]) & 0xC0) == 0x80) --start;
    const Decoded last = decode_one(utf8.substr(start));
    if (last.length == 0 || !is_space(last.character)) break;
    utf8.remove_suffix(utf8.size() - start);
  }
  return utf8;
}

std::string to_upper_ascii(std::string_view utf8) {
  std::string out(utf8);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

bool is_valid_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const Decoded next = decode_one(bytes);
    if (next.length == 0) return false;
    bytes.remove_prefix(next.length);
  }
  return true;
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  while (!utf8.empty()) {
    const Decoded next = decode_one(utf8);
    utf8.remove_prefix(next.length == 0 ? 1 : next.length);
    ++count;
  }
  return count;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace qianqiao
