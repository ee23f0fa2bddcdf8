// Instants (UTC milliseconds) and local dates. All law of this product counts in Asia/Shanghai,
// which has had a fixed offset of +08:00 since 1991; no time-zone database is needed.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::sys_days;  // a day in Asia/Shanghai

inline constexpr std::chrono::hours kShanghaiOffset{8};

Date local_date(Instant instant);
Instant start_of_day(Date day);                                // 00:00:00 local
Instant at_local_time(Date day, std::chrono::minutes of_day);  // of_day counted from 00:00 local
Instant end_of_day(Date day);  // 23:59:59 local: a deadline's instant

inline std::int64_t to_milliseconds(Instant i) { return i.time_since_epoch().count(); }
inline Instant from_milliseconds(std::int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }

std::string format_date(Date day);       // 2025-01-24
std::string format_instant(Instant at);  // RFC 3339 with +08:00; milliseconds only where not zero
Result<Date> parse_date(std::string_view text);

// RFC 3339, or without offset (then +08:00), seconds optional; a date alone is its 00:00.
// Errors: time.malformed.
Result<Instant> parse_instant(std::string_view text);

}  // namespace qianqiao
