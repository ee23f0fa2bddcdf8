// Time-based one-time codes (RFC 6238, with HMAC-SHA-1, six digits, 30 seconds, as every
// authenticator application has them).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/base/instant.h"

namespace qianqiao {

inline constexpr std::int64_t kTotpStepSeconds = 30;

std::string totp_code(std::string_view secret, std::int64_t step);
std::int64_t totp_step(Instant now);

// The step whose code this is, the present one or a neighbour (clocks differ), later than
// `last_step`; none: wrong, or used before.
std::optional<std::int64_t> matching_totp_step(std::string_view secret, std::string_view code,
                                               Instant now, std::int64_t last_step);

std::string to_base32(std::string_view bytes);  // RFC 4648, no padding

}  // namespace qianqiao
