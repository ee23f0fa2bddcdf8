// Fast-forwards a copy of the data with the real engine: every rung on the way fires at its
// instant, what would be sent is written to a journal and goes nowhere, and seeded actors play the
// people and banks, or nobody does. Belongs to the engine's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/clocks.h"
#include "server/engine/engine.h"
#include "server/engine/simulation/journal.h"

namespace qianqiao {

enum class ActorKind { kSeeded, kNobody };

struct SimulationOptions {
  int days = 1;
  ActorKind actors = ActorKind::kSeeded;
  std::uint64_t seed = 1;
  // May actors make up newcomers, rounds and corrected calendars? build_demo() marks its data;
  // simulate() looks for the mark where this says nothing.
  std::optional<bool> may_invent = std::nullopt;
  std::function<void(const JournalEntry&)> journal;  // in order of time
  // Every day at 00:10, for the daily checkpoint and for tests; the argument is the day before.
  std::function<void(Date day_over)> every_night;
  // Asked before each step (a sweep, a delivery, a turn): true stops at once.
  std::function<bool()> should_stop;
  std::function<void(int days_done, int days)> progress;
};

struct SimulationReport {
  Instant from, until;
  std::int64_t turns = 0, events = 0, rungs = 0, messages = 0;
  // The engine's refusals of actors' requests, by code and event.
  std::map<std::string, std::int64_t> refused;
  // What of the charts has not happened by the end, a line each; only with seeded actors.
  std::vector<std::string> not_reached;
  bool stopped = false;
};

// From the engine's now on. The clock is the engine's own and is left where the run ended.
SimulationReport simulate(Engine& engine, SimulatedClock& clock, const SimulationOptions& options);

// Marks data that build_demo() made: a setting with its seed.
inline constexpr char kDemoSeed[] = "demo.seed";

}  // namespace qianqiao
