// Keeps a plugin version that fails again and again from being called: closed until a number of
// failures in a row, then open for a while that doubles each time, then one trial (half-open) that
// closes or opens it again. Driven by the clock it is given. Not thread-safe: its owner locks.
#pragma once

#include "server/ports/clock.h"
#include "server/ports/step_runner.h"

namespace qianqiao {

struct BreakerSettings {
  int failures = 5;  // in a row
  std::chrono::milliseconds first_pause{30'000};
  std::chrono::milliseconds longest_pause{3'600'000};
};

class Breaker {
 public:
  Breaker(const BreakerSettings& settings, const Clock& clock)
      : settings_(settings), clock_(clock) {}

  // May a call go through? In the half-open state one at a time; who is let through must tell how
  // it went.
  bool admits();
  void succeeded();
  void failed();
  void abandoned();  // it was admitted and then not called

  BreakerState state() const;
  std::optional<Instant> retry_at() const;  // open: when
  void reset();                             // by a person

 private:
  const BreakerSettings settings_;
  const Clock& clock_;
  int failures_ = 0;
  int pauses_ = 0;  // openings in a row
  bool open_ = false;
  bool on_trial_ = false;
  Instant open_until_{};
};

}  // namespace qianqiao
