#include "server/api/trace.h"

#include <algorithm>
#include <optional>

#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr std::size_t kTraceDigits = 32, kSpanDigits = 16;
constexpr std::size_t kLengthOfVersion00 = 55;

std::string hex(std::size_t digits) {
  static constexpr char kHex[] = "0123456789abcdef";
  // Ids need to differ, not to be secret.
  thread_local Random random = Random::from_system();
  std::string out;
  while (out.size() < digits) {
    std::uint64_t bits = random.next();
    for (int i = 0; i < 16 && out.size() < digits; ++i, bits >>= 4) out += kHex[bits & 15];
  }
  return out;
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) {
  return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

// "00-<trace>-<span>-<flags>"; later versions may add fields behind, "ff" is none.
std::optional<Trace> read(std::string_view text) {
  if (text.size() < kLengthOfVersion00 || text[2] != '-' || text[35] != '-' || text[52] != '-')
    return std::nullopt;
  const std::string_view version = text.substr(0, 2), trace = text.substr(3, kTraceDigits),
                         span = text.substr(36, kSpanDigits), flags = text.substr(53, 2);
  const bool longer = text.size() > kLengthOfVersion00;
  if (longer && (version == "00" || text[kLengthOfVersion00] != '-')) return std::nullopt;
  if (!is_hex(version) || version == "ff" || !is_id(trace) || !is_id(span) || !is_hex(flags))
    return std::nullopt;
  Trace found;
  found.trace_id = trace;
  found.parent_id = span;
  found.flags = flags;
  return found;
}

}  // namespace

Trace begin_trace(std::string_view traceparent) {
  Trace trace = read(traceparent).value_or(Trace{});
  if (trace.trace_id.empty()) trace.trace_id = hex(kTraceDigits);
  trace.span_id = hex(kSpanDigits);
  return trace;
}

}  // namespace qianqiao
