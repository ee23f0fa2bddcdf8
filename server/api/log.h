// One JSON line on stderr for each request, start, stop and error. No personal data: codes, route
// patterns, counts and times only; never a path, a query, a body, or what an exception quotes.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "workflows/base/result.h"

namespace qianqiao {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

void log_info(std::string_view message, LogFields fields = {});
void log_error(std::string_view message, LogFields fields = {});

struct RequestLine {
  std::string_view method;  // of the route, as its pattern; empty: there is no such route
  std::string_view route;
  int status = 0;
  std::chrono::microseconds duration{};
  std::uint64_t bytes = 0;  // of the answer's body
  std::string_view trace_id, span_id, parent_id;
};
void log_request(const RequestLine& line);

// "info" (requests too), "warn", "error", "off"; what is below is not written.
// Errors: settings.log_level.
Result<void> set_log_level(std::string_view level);

}  // namespace qianqiao
