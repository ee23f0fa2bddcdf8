// The demo city (演示): three counties, one with steps of its own, four banks, people for every
// role, enterprises, a visiting round, and some weeks of history that seeded actors played. The
// same seed builds the same city.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/engine/clocks.h"
#include "server/engine/engine.h"
#include "server/engine/simulation/demo_people.h"
#include "server/engine/simulation/simulator.h"

namespace qianqiao {

struct DemoOptions {
  std::uint64_t seed = 1;
  int enterprises = 2000;
  Instant start = at_local_time(Date(std::chrono::year(2025) / 3 / 3), std::chrono::hours(8));
  int days = 45;                                          // of history to play
  std::function<std::string(std::string)> hash_password;  // of a password: what is stored
  std::function<void(int days_done, int days)> progress;
  std::function<void(Date day_over)> every_night;  // as in SimulationOptions
};

struct DemoReport {
  std::vector<DemoAccount> accounts;
  int enterprises = 0;
  Instant now;  // where the played history ends
  SimulationReport history;
};

// Into an empty database; `clock` is the engine's own. Errors: demo.not_empty, those of a roster
// and of adopting a definition.
Result<DemoReport> build_demo(Engine& engine, SimulatedClock& clock, const DemoOptions& options);

}  // namespace qianqiao
