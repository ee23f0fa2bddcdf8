#include "server/api/trace.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

constexpr char kGiven[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

bool is_lower_hex(const std::string& text) {
  return text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

TEST(Trace, ContinuesTheCallersUnderASpanOfItsOwn) {
  const Trace trace = begin_trace(kGiven);
  EXPECT_EQ(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(trace.parent_id, "00f067aa0ba902b7");
  EXPECT_EQ(trace.flags, "01");
  EXPECT_NE(trace.span_id, trace.parent_id);
  EXPECT_EQ(trace.header(), "00-4bf92f3577b34da6a3ce929d0e0e4736-" + trace.span_id + "-01");
}

TEST(Trace, BeginsWhereThereIsNone) {
  const Trace one = begin_trace(""), other = begin_trace("");
  EXPECT_EQ(one.trace_id.size(), 32u);
  EXPECT_EQ(one.span_id.size(), 16u);
  EXPECT_TRUE(is_lower_hex(one.trace_id + one.span_id));
  EXPECT_TRUE(one.parent_id.empty());
  EXPECT_NE(one.trace_id, other.trace_id);
}

// What a caller sends goes into the log: nothing but an id of the right form may.
TEST(Trace, MalformedOnesAreReplaced) {
  for (const char* bad : {
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
           "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-13800000000,\"name\":\"zhangsan\"--00f067aa0ba902b7-01-",
       }) {
    const Trace trace = begin_trace(bad);
    EXPECT_TRUE(trace.parent_id.empty()) << bad;
    EXPECT_TRUE(is_lower_hex(trace.trace_id)) << bad;
    EXPECT_NE(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736") << bad;
  }
}

TEST(Trace, LaterVersionsMaySayMore) {
  const Trace trace =
      begin_trace("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-and-more");
  EXPECT_EQ(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
}

}  // namespace
}  // namespace qianqiao
