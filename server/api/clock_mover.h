// Moves a simulated clock forward through everything that falls due on the way, in order: rungs,
// rounds that open, letters, daily checkpoints. What is due at an instant is done at that instant.
// The simulated now is stored before anything happens at it: a process that is killed on the way
// goes on from there, with nothing skipped and nothing before its time.
//
// Threads: advance_to() may be called from any; one at a time moves.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "server/engine/clocks.h"
#include "server/engine/command_queue.h"

namespace qianqiao {

// Where a data directory with a simulated clock keeps its now (milliseconds).
inline constexpr char kSimulatedNow[] = "clock.simulated_now_ms";

class ClockMover {
 public:
  struct Outward {
    // Delivers messages and runs plugins' jobs that are due now; how many were attempted.
    std::function<int()> deliver;
    // What the house does by itself at fixed times (the daily checkpoint): when next after now.
    std::function<std::optional<Instant>(Instant now)> next_chore;
    std::function<void()> do_chores;
  };

  ClockMover(Store& store, CommandQueue& queue, SimulatedClock& clock, Outward outward);

  Instant now() const { return clock_.now(); }
  // Errors: clock.backwards, server.stopping.
  Result<void> advance_to(Instant target);

 private:
  std::optional<Instant> next_stop(Instant now, Instant target);
  Result<void> go_on(Instant target);
  Result<bool> work_here();  // did it change anything?

  Store& store_;
  CommandQueue& queue_;
  SimulatedClock& clock_;
  const Outward outward_;
  std::mutex mutex_;
};

// "31d", "12h", "30m". Errors: clock.span_malformed.
Result<std::chrono::milliseconds> parse_span(std::string_view text);

}  // namespace qianqiao
