// The one writing thread: takes commands from any thread, gathers what has arrived into one
// transaction (group commit), answers after the commit, sweeps due rungs in between.
//
// A batch closes when nothing more is waiting or at `batch_limit`; nobody waits for company.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "server/engine/engine.h"

namespace qianqiao {

class CommandQueue {
 public:
  struct Options {
    std::size_t batch_limit = 1024;
    std::size_t waiting_limit = 20'000;  // beyond it submit() answers server.busy
    // Told how many commands each batch had, on the writing thread. May be empty.
    std::function<void(std::size_t commands)> batch_done = {};
  };

  // Starts the thread. `failed` is called once, on that thread, when the store fails: from then
  // on nothing is acknowledged (every answer is server.stopping) and the process should exit.
  CommandQueue(Engine& engine, const Options& options,
               std::function<void(const StoreFailure&)> failed);
  ~CommandQueue();  // answers what is waiting, then stops

  // The answer comes after the commit. Errors: those of the command, server.busy, server.stopping.
  std::future<Outcome> submit(Command command);
  // The same without a future: `answer` is called on the writing thread; it must not block.
  void submit(Command command, std::function<void(Outcome)> answer);

  // Runs on the writing thread between batches, alone with the engine. A queue that has stopped
  // breaks the promise; a StoreFailure reaches both the future and `failed`.
  std::future<void> run(std::function<void(Engine&)> job);
  // Writes there, in a transaction of its own, and waits for it. Errors: server.stopping.
  Result<void> record(const std::function<void(Writer&)>& change);

  // The clock has moved or a deadline may be due: look now rather than at the next wake.
  void wake();
  // No new commands; what is waiting is answered. Returns when it is.
  void stop();

  // For the doctor, metrics and readiness; any thread may ask.
  Instant last_sweep() const;  // when due rungs were last looked for
  std::size_t waiting() const;
  bool has_stopped() const;  // stopping, or the store failed
  // How long ago the writing thread last came round. Idle it does every second; longer means that
  // a batch or a job holds it.
  std::chrono::milliseconds silence() const;

 private:
  struct Waiting {
    Command command;
    std::function<void(Outcome)> answer;
  };
  void work();
  void execute_batch(std::deque<Waiting>& batch);
  void sweep();
  void give_up(const StoreFailure& failure);

  Engine& engine_;
  const Options options_;
  const std::function<void(const StoreFailure&)> failed_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> waiting_;
  std::deque<std::packaged_task<void(Engine&)>> jobs_;
  bool stopping_ = false;
  bool woken_ = false;
  bool store_failed_ = false;
  std::optional<StoreFailure> job_failure_;  // of the writing thread
  std::atomic<std::int64_t> last_sweep_ms_{0};
  std::atomic<std::chrono::steady_clock::time_point> last_round_{std::chrono::steady_clock::now()};
  std::thread thread_;
};

}  // namespace qianqiao
