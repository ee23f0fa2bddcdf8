// What a client may take of the server: connections, bytes, time. Every value can be set in the
// settings file (`limits`).
#pragma once

#include <chrono>
#include <cstddef>

namespace qianqiao {

struct HttpLimits {
  // An office has one address for all its people: generous. Trusted proxies are not counted.
  int connections = 4000;
  int connections_per_address = 512;  // 0: as many as it likes
  int requests_per_connection = 100'000;
  // Handlers at work at once; each may wait for its commit. Small stacks: they cost little.
  int threads = 256;
  static constexpr int kFewestThreads = 16;

  std::size_t head_bytes = 32 * 1024;
  int head_fields = 100;

  // Totals, however steadily the bytes trickle.
  std::chrono::milliseconds head_time{10'000};
  std::chrono::milliseconds idle_time{15'000};  // until the next request begins
  std::chrono::milliseconds json_time{20'000};
  std::chrono::milliseconds upload_time{600'000};
  std::chrono::milliseconds answer_time{30'000};  // and its size at answer_bytes_per_second
  std::size_t answer_bytes_per_second = 16 * 1024;

  int streams = 1000;
  int streams_per_person = 8;
  std::chrono::milliseconds heartbeat{15'000};  // of a stream
};

}  // namespace qianqiao
