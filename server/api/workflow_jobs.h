// Long answers about a draft, computed on a thread of their own while the client polls: how far
// they are, what came out, or stop. In memory only: a job ends with the process, and then it is
// unknown. Nothing is lost by that; nothing was changed.
//
// Threads: any.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "workflows/base/ids.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Between a job and who asks about it.
struct WorkflowJobSignal {
  std::atomic<bool> should_stop = false;
  std::atomic<std::int64_t> done = 0, total = 0;  // total 0: not known
};

class WorkflowJobs {
 public:
  static constexpr std::size_t kMostRunning = 2, kMostKept = 20;

  enum class State { kRunning, kDone, kFailed, kCancelled };
  struct View {
    std::string id, kind;
    State state = State::kRunning;
    std::int64_t done = 0, total = 0;
    std::string result;            // JSON, once it is done
    std::optional<Error> problem;  // why it failed
  };
  struct Order {
    std::string area, kind;  // "impact", "simulate"
    PersonId owner;          // nobody else sees it
  };
  using Work = std::function<Result<std::string>(WorkflowJobSignal&)>;

  WorkflowJobs() = default;
  ~WorkflowJobs() { stop(); }
  WorkflowJobs(const WorkflowJobs&) = delete;
  WorkflowJobs& operator=(const WorkflowJobs&) = delete;

  // Errors: workflow.too_many_jobs, server.stopping.
  Result<View> start(const Order& order, Work work);
  // Errors: workflow.job_unknown, also of another area or somebody else's.
  Result<View> find(const Order& asker, const std::string& id);
  Result<View> cancel(const Order& asker, const std::string& id);
  // Cuts off what runs, and returns when it has ended.
  void stop();

 private:
  struct Job {
    Order order;
    std::int64_t number = 0;
    WorkflowJobSignal signal;
    std::mutex mutex;  // of the two below
    State state = State::kRunning;
    Result<std::string> result;
    std::thread thread;
  };
  using Jobs = std::map<std::string, std::unique_ptr<Job>>;

  static void run(Job& job, const Work& work);
  static View view_of(const std::string& id, Job& job);
  Job* job_of(const Order& asker, const std::string& id);
  std::size_t count_running();
  void forget_oldest();

  std::mutex mutex_;
  Jobs jobs_;
  std::int64_t started_ = 0;
  bool stopping_ = false;
};

}  // namespace qianqiao
