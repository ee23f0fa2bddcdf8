// A clock that only moves when told: demo, simulate, tests, and `serve --clock simulated`.
#pragma once

#include <atomic>

#include "server/ports/clock.h"

namespace qianqiao {

class SimulatedClock : public Clock {
 public:
  explicit SimulatedClock(Instant start) : now_ms_(to_milliseconds(start)) {}
  Instant now() const override { return from_milliseconds(now_ms_.load()); }
  void set(Instant now) { now_ms_.store(to_milliseconds(now)); }

 private:
  std::atomic<std::int64_t> now_ms_;
};

class SystemClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace qianqiao
