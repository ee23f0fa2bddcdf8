#include "server/intake/text_encoding.h"

#include <iconv.h>

#include <cerrno>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";  // U+FFFD
// A file with more broken characters than this share of its Chinese ones is in another encoding.
constexpr double kBrokenShare = 0.1;
// UTF-8 may be broken further, as where somebody appended lines in GB 18030: of text in that
// encoding a third of even the shortest names is broken as UTF-8, and four fifths of a list.
constexpr double kBrokenUtf8Share = 0.25;

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// One converter a thread and direction: opening one costs more than converting a cell.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (handle_ != reinterpret_cast<iconv_t>(-1)) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  std::string convert(std::string_view bytes, std::string_view replacement, bool& invalid) {
    std::string out;
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    auto* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    char buffer[4096];
    while (left > 0) {
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const std::size_t rc = iconv(handle_, &in, &left, &to, &room);
      out.append(buffer, sizeof buffer - room);
      if (rc != static_cast<std::size_t>(-1)) continue;
      if (errno == E2BIG) continue;
      invalid = true;
      out += replacement;
      skip_character(in, left);
    }
    return out;
  }

 private:
  static void skip_character(char*& in, std::size_t& left) {
    do {
      ++in;
      --left;
    } while (left > 0 && (static_cast<unsigned char>(*in) & 0xC0) == 0x80);
  }
  iconv_t handle_;
};

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    std::size_t length = 1;
    while (length < 4 && length < bytes.size() && !is_valid_utf8(bytes.substr(0, length)) &&
           (static_cast<unsigned char>(bytes[length]) & 0xC0) == 0x80)
      ++length;
    const std::string_view character = bytes.substr(0, length);
    out += is_valid_utf8(character) ? character : std::string_view(kReplacement);
    bytes.remove_prefix(length);
  }
  return out;
}

}  // namespace

void EncodingDetector::add(std::string_view bytes) {
  if (head_.size() < 4) head_ += bytes.substr(0, 4 - head_.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) zero_byte_ = true;
    if (byte >= 0x80 || utf8_pending_ > 0) add_utf8(byte);
    if (byte >= 0x80 || gb18030_position_ > 0) add_gb18030(byte);
  }
}

void EncodingDetector::add_utf8(unsigned char byte) {
  if (utf8_pending_ > 0) {
    if ((byte & 0xC0) == 0x80) {
      if (--utf8_pending_ == 0) ++utf8_.good;
      return;
    }
    utf8_pending_ = 0;
    ++utf8_.bad;
    if (byte < 0x80) return;
  }
  if (byte >= 0xC2 && byte <= 0xDF)
    utf8_pending_ = 1;
  else if (byte >= 0xE0 && byte <= 0xEF)
    utf8_pending_ = 2;
  else if (byte >= 0xF0 && byte <= 0xF4)
    utf8_pending_ = 3;
  else
    ++utf8_.bad;
}

void EncodingDetector::add_gb18030(unsigned char byte) {
  const bool lead = byte >= 0x81 && byte <= 0xFE;
  switch (gb18030_position_) {
    case 0:
      if (lead)
        gb18030_position_ = 1;
      else
        ++gb18030_.bad;
      return;
    case 1:
      if (byte >= 0x30 && byte <= 0x39) {
        gb18030_position_ = 2;
        return;
      }
      gb18030_position_ = 0;
      ++((byte >= 0x40 && byte != 0x7F && byte != 0xFF) ? gb18030_.good : gb18030_.bad);
      return;
    case 2:
      gb18030_position_ = lead ? 3 : 0;
      if (!lead) ++gb18030_.bad;
      return;
    default:
      gb18030_position_ = 0;
      ++((byte >= 0x30 && byte <= 0x39) ? gb18030_.good : gb18030_.bad);
  }
}

Result<TextEncoding> EncodingDetector::conclude() const {
  if (head_.starts_with("\xFF\xFE") || head_.starts_with("\xFE\xFF")) return fail("csv.utf16");
  if (zero_byte_) return fail("table.binary");
  const auto broken = [](Tally tally, bool unfinished) {
    const double bad = static_cast<double>(tally.bad + (unfinished ? 1 : 0));
    const double all = bad + static_cast<double>(tally.good);
    return all == 0 ? 0.0 : bad / all;
  };
  const double utf8 = broken(utf8_, utf8_pending_ > 0);
  const double gb18030 = broken(gb18030_, gb18030_position_ > 0);
  // UTF-8 first: its bytes often happen to be GB 18030 as well, hardly ever the other way round.
  if (utf8 <= kBrokenUtf8Share || head_.starts_with("\xEF\xBB\xBF")) return TextEncoding::kUtf8;
  if (gb18030 <= kBrokenShare) return TextEncoding::kGb18030;
  return fail("csv.encoding_unknown");
}

std::string decode_text(std::string_view bytes, TextEncoding encoding, bool& invalid) {
  if (is_ascii(bytes)) return std::string(bytes);
  if (encoding == TextEncoding::kUtf8) {
    if (is_valid_utf8(bytes)) return std::string(bytes);
    invalid = true;
    return repair_utf8(bytes);
  }
  thread_local Converter converter("UTF-8", "GB18030");
  return converter.convert(bytes, kReplacement, invalid);
}

std::string encode_text(std::string_view utf8, TextEncoding encoding) {
  if (encoding == TextEncoding::kUtf8 || is_ascii(utf8)) return std::string(utf8);
  thread_local Converter converter("GB18030", "UTF-8");
  bool replaced = false;
  return converter.convert(utf8, "?", replaced);
}

std::string_view first_characters(std::string_view utf8, std::size_t limit) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < utf8.size(); ++at) {
    if ((static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) continue;
    if (count++ == limit) break;
  }
  return utf8.substr(0, at);
}

}  // namespace qianqiao
