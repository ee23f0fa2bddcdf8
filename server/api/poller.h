// Waits for many connections at once (epoll). Each is reported once for each time it is armed, to
// one of the threads that wait.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <optional>

namespace qianqiao {

class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  enum class Wish { kRead, kWrite };
  void add(int descriptor, std::uint64_t id, Wish wish);
  void arm(int descriptor, std::uint64_t id, Wish wish);
  // The next connection that can go on; none: stop() was called.
  std::optional<std::uint64_t> next();
  void stop();  // every thread that waits, now and later

 private:
  static constexpr std::uint64_t kStopId = 0;
  void control(int operation, int descriptor, std::uint64_t id, std::uint32_t events);

  int epoll_ = -1;
  int stop_ = -1;
};

}  // namespace qianqiao
