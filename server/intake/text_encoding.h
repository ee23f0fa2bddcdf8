// Telling UTF-8 from GB 18030 and turning one into the other. Chinese Windows writes CSV in the
// latter unless asked otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/intake/table_reader.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Sees the whole file in pieces and then says which encoding it is in.
class EncodingDetector {
 public:
  void add(std::string_view bytes);
  // Errors: csv.encoding_unknown, csv.utf16, table.binary.
  Result<TextEncoding> conclude() const;

 private:
  void add_utf8(unsigned char byte);
  void add_gb18030(unsigned char byte);

  struct Tally {
    std::int64_t good = 0;  // characters of more than one byte
    std::int64_t bad = 0;
  };
  Tally utf8_, gb18030_;
  int utf8_pending_ = 0;      // bytes still to come of the character that began
  int gb18030_position_ = 0;  // bytes seen of the character that began
  bool gb18030_four_ = false;
  std::string head_;  // first bytes, for byte order marks
  bool zero_byte_ = false;
};

// UTF-8 of the bytes; what cannot be decoded becomes U+FFFD and sets `invalid`.
std::string decode_text(std::string_view bytes, TextEncoding encoding, bool& invalid);
// What the encoding cannot hold becomes '?'.
std::string encode_text(std::string_view utf8, TextEncoding encoding);

// The first `limit` characters.
std::string_view first_characters(std::string_view utf8, std::size_t limit);

}  // namespace qianqiao
