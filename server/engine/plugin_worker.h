// Runs the jobs of plugins: reads what is due, asks the plugin outside the writing thread, writes
// its answer down, then posts what follows by the one door for commands. Each of these is kept
// before the next begins: a process that is killed on the way goes on from there, and what was
// posted is known by the job's id. Of a failure its kind is kept, with an incident; where it is
// safe the call is made again after a while; after the last attempt a person takes over.
//
// Several jobs run side by side, but those of one case one after the other, in the order in which
// they fell due, and no more of one plugin at once than it has hosts: a slow one holds no other.
//
// Threads: run_next() and run_all() on any, several at once; it writes through the engine's thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "server/engine/engine.h"
#include "server/ports/plugin_records.h"
#include "server/ports/step_runner.h"

namespace qianqiao {

class PluginWorker {
 public:
  // Runs a change on the writing thread and returns after its commit.
  using Record = std::function<void(const std::function<void(Writer&)>&)>;
  // Posts a command and returns after its commit.
  using Post = std::function<Outcome(Command)>;

  // `most_of_one`: calls of one plugin at once.
  PluginWorker(Store& store, const Engine& engine, StepRunner& runner, Record record, Post post,
               int most_of_one = 2);

  // Attempts one job that is due and free to run; false: there is none. Jobs that an earlier
  // process left running are due at once.
  bool run_next();
  // Until nothing is due, waiting for what others attempt. Returns how many were attempted
  // meanwhile, by whomever.
  int run_all();

 private:
  class Claim;
  void resume();
  void open_scheduled();
  struct Refused {
    PluginJobRow job;
    Error why;
  };
  std::optional<PluginJobRow> take();
  std::optional<PluginJobRow> choose(std::vector<Refused>& refused);
  void put_off(const std::vector<Refused>& refused);
  void release(const PluginJobRow& job);
  bool end_if_elsewhere(Writer& writer, PluginJobRow& job);
  bool begin_attempt(PluginJobRow& job);
  void ask(PluginJobRow& job);
  void keep_answer(PluginJobRow& job, const HookRun& run);
  void keep_failure(PluginJobRow& job, const HookRun& run);
  void note_failure(Writer& writer, PluginJobRow& job, HookFailure failure, const Error& error);
  void keep_logs(Writer& writer, const PluginJobRow& job, const std::vector<HookLogLine>& lines);
  void apply(PluginJobRow& job);

  Store& store_;
  const Engine& engine_;
  StepRunner& runner_;
  const Record record_;
  const Post post_;
  const int most_of_one_;

  std::mutex mutex_;
  std::condition_variable released_;
  bool resumed_ = false;
  std::set<std::string> busy_;          // lanes in which a job runs
  std::map<std::string, int> calling_;  // plugin of a county → jobs that run
  int attempted_ = 0;
};

// When to try again after this many failed attempts of a hook; none: a person takes over.
std::optional<Instant> next_job_attempt(const PluginJobRow& job, HookFailure failure, Instant now);

}  // namespace qianqiao
