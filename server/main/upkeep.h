// What the server does by itself beside the engine: delivers what waits in the outbox, signs a
// checkpoint each day at 00:10, and removes import reports, calls of plugins and lines of their
// logs that have been kept long enough; beside that, so that no letter waits for a plugin and no
// plugin for another, runs the jobs of plugins. Under a simulated clock it also does so when the
// clock is moved.
//
// Threads: a few of its own from start() to stop(); deliver(), run_jobs() and the chores may also
// be called from others, of deliver() and each chore one at a time goes.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "server/cli/house.h"
#include "server/engine/checkpointer.h"
#include "server/engine/courier.h"
#include "server/engine/plugin_worker.h"

namespace qianqiao {

class Upkeep {
 public:
  Upkeep(House& house, Notifier& notifier, SigningKey key);
  ~Upkeep();  // stops

  void start();
  void stop();

  int deliver();   // what is due now; how many were attempted
  int run_jobs();  // of plugins, likewise, until none is due or runs
  void sign_due_checkpoint();
  void tidy_up();  // at most once an hour
  static Instant next_signing(Instant now);

 private:
  void work();
  void work_for_plugins();
  // Until it is time to stop; a failure of the store ends it.
  void keep_doing(const std::function<void()>& round);
  bool wait();  // false: time to stop
  void record(const std::function<void(Writer&)>& change);

  House& house_;
  const SigningKey key_;
  Random random_;
  Courier courier_;
  PluginWorker plugin_worker_;
  std::mutex delivering_, signing_, tidying_;
  std::optional<std::chrono::sys_time<std::chrono::hours>> tidied_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
  std::vector<std::thread> plugin_threads_;
};

}  // namespace qianqiao
