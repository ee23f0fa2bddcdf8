// Imports of rosters on their way, each on a thread of its own, a few at a time. What they have
// brought in stays when they are cancelled or cut off; the store says how far they came.
//
// Threads: any.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "workflows/base/result.h"

namespace qianqiao {

// Asked between two batches of rows: go on?
struct RosterJobSignal {
  std::atomic<bool> cancelled = false;  // somebody asked for it
  std::atomic<bool> stopping = false;   // the process ends
  bool should_end() const { return cancelled || stopping; }
};

class RosterJobs {
 public:
  static constexpr std::size_t kMost = 3;

  RosterJobs() = default;
  ~RosterJobs() { stop(); }
  RosterJobs(const RosterJobs&) = delete;
  RosterJobs& operator=(const RosterJobs&) = delete;

  // Errors: roster.too_many_running, server.stopping.
  Result<void> start(const std::string& id, std::function<void(const RosterJobSignal&)> work);
  bool cancel(const std::string& id);  // false: it does not run
  // Cuts off what runs, and returns when it has ended.
  void stop();

 private:
  struct Job {
    RosterJobSignal signal;
    std::atomic<bool> done = false;
    std::thread thread;
  };
  void clear_done();

  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Job>> jobs_;
  bool stopping_ = false;
};

}  // namespace qianqiao
