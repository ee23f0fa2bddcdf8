// Deadlines as a calendar that programs subscribe to (RFC 5545). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/instant.h"

namespace qianqiao {

struct CalendarEvent {
  std::string uid;
  Instant due;  // the end of a day: the whole day; else that instant
  std::string summary, description;
  std::string url;  // empty: none
  bool tentative = false;
};

// UTF-8, CRLF, folded at 75 octets. `now`: when it was made.
std::string to_icalendar(std::string_view name, const std::vector<CalendarEvent>& events,
                         Instant now);

// A content line's end: CRLF, and a fold before each octet that would be the 76th of its line,
// never within a character.
std::string folded(std::string_view line);

}  // namespace qianqiao
