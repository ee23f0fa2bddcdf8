// A data directory of a test, with store, clock and engine on it; gone with its owner.
#pragma once

#include <memory>
#include <string>

#include "server/engine/clocks.h"
#include "server/engine/engine.h"
#include "server/engine/simulation/demo_city.h"
#include "server/engine/verifier.h"

namespace qianqiao::test {

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// Everything that a running server holds in memory; destroyed, only the directory is left.
struct House {
  House(const std::string& directory, Instant now, std::uint64_t engine_seed);

  std::unique_ptr<Store> store;
  SimulatedClock clock;
  std::unique_ptr<Engine> engine;
};

Instant at(const std::string& text);
DemoOptions small_demo(std::uint64_t seed, int enterprises, int days);
std::string differences(Store& store);  // a line each; empty: none

// The directory as it is on disk at this moment, as after a power cut: files are copied while
// their owner still has them open.
void copy_as_cut_off(const std::string& from, const std::string& to);

}  // namespace qianqiao::test
