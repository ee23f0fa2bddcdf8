// Base64 without line breaks (RFC 4648). Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qianqiao {

std::string to_base64(std::string_view bytes);
// Strict: padded, no white space; none: it is not base64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace qianqiao
