// The text of a mail on its way: RFC 5322 headers, RFC 2047 words, UTF-8 in base64. Everything
// comes out as ASCII in lines of at most 76 characters, so no server on the way need do better.
// Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "workflows/base/instant.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct Mail {
  std::string from_address;
  std::string from_name;  // may be empty
  std::string to_address;
  std::string subject;
  std::string body;       // plain text
  std::string stable_id;  // Message-ID is <stable_id@domain of from_address>
  Instant date;
};

// With CRLF line ends, headers first. Errors: notify.rejected where an address is malformed or a
// header would hold a line break or another control character (nothing can be smuggled in).
Result<std::string> render_mail(const Mail& mail);

// local@domain in plain ASCII as nearly all addresses are; no quotes, no comments.
bool is_mail_address(std::string_view text);
std::string_view domain_of(std::string_view mail_address);

// One line of valid UTF-8 without control characters.
bool is_header_text(std::string_view text);

}  // namespace qianqiao
