// W3C Trace Context: which request of whose belongs to which line of the log. A caller's trace is
// continued under a span of our own; without one, or with a malformed one, a trace begins here.
#pragma once

#include <string>
#include <string_view>

namespace qianqiao {

struct Trace {
  std::string trace_id;   // 32 hexadecimal digits, lower case
  std::string span_id;    // 16, ours
  std::string parent_id;  // 16, the caller's; empty: the trace begins here
  std::string flags = "00";

  // As in the headers traceparent and traceresponse.
  std::string header() const { return "00-" + trace_id + "-" + span_id + "-" + flags; }
};

// `traceparent` as received; empty: none. Thread-safe.
Trace begin_trace(std::string_view traceparent);

}  // namespace qianqiao
