// A data directory at work: its store, clock, engine, writing thread and the service that the
// routes work with. The server is one with a door; a command without a server is one for a moment.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/api/accounts.h"
#include "server/api/progress_links.h"
#include "server/api/roster_jobs.h"
#include "server/api/service.h"
#include "server/api/set_up.h"
#include "server/api/workflow_jobs.h"
#include "server/cli/adapters.h"
#include "server/engine/clocks.h"

namespace qianqiao {

// Where the key lies that signs daily checkpoints.
std::string signing_key_path(const std::string& directory, const std::string& configured);

class House {
 public:
  struct Options {
    std::string directory;
    StoreAccess access = StoreAccess::kExisting;
    ClockKind clock = ClockKind::kAsBefore;
    std::optional<Instant> at;  // where a simulated clock starts, never before it stood; none: now
    std::function<void(const StoreFailure&)> store_failed = {};
    std::string signing_key_file = {};  // of checkpoints; empty: DIR/signing-key
  };

  // Errors: those of Adapters::open_store, store.unwritable.
  static Result<std::unique_ptr<House>> open(const Options& options, const Adapters& adapters);
  ~House();

  Store& store() { return *store_; }
  CommandQueue& queue() { return *queue_; }
  Engine& engine() { return *engine_; }
  const Clock& clock() const { return *clock_; }
  bool is_simulated() const { return simulated_ != nullptr; }
  const std::string& directory() const { return directory_; }

  // What a moving clock does beside the engine's own; before the first request.
  void set_outward(ClockMover::Outward outward);
  Service& service() { return *service_; }
  PluginKeeper& plugins() { return *plugins_; }

 private:
  House() = default;
  void start_clock(const Options& options);
  Result<void> prepare_folder();
  void sweep_uploads();
  Result<void> open_accounts();
  void open_plugins(const Adapters& adapters);

  std::string directory_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Clock> clock_;
  SimulatedClock* simulated_ = nullptr;  // the same, where it is one
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<FigureSource> figures_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<CommandQueue> queue_;
  std::unique_ptr<ClockMover> mover_;
  ChangeFeed changes_;
  SystemClock wall_;  // signs people in and out, whatever the clock of the cases
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<SetUp> set_up_;
  std::unique_ptr<ProgressLinks> progress_links_;
  RosterJobs roster_jobs_;
  WorkflowJobs workflow_jobs_;
  std::unique_ptr<PluginKeeper> plugins_;
  std::unique_ptr<Service> service_;
};

}  // namespace qianqiao
