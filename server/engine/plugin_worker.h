// Runs the jobs of plugins: reads what is due, asks the plugin outside the writing thread, writes
// its answer down, then posts what follows by the one door for commands. Each of these is kept
// before the next begins: a process that is killed on the way goes on from there, and what was
// posted is known by the job's id. Of a failure its kind is kept, with an incident; where it is
// safe the call is made again after a while; after the last attempt a person takes over.
//
// Threads: run_once() on one thread at a time; it writes through the engine's thread.
#pragma once

#include <functional>

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

  PluginWorker(Store& store, const Engine& engine, StepRunner& runner, Record record, Post post);

  // Jobs that an earlier process left running are due at once. Before the first run_once().
  void resume();
  // Attempts what is due, at most `limit`. Returns how many were attempted.
  int run_once(int limit = 20);

 private:
  bool begin_attempt(PluginJobRow& job);
  void ask(PluginJobRow& job);
  HookRequest request_of(Reader& reader, const PluginJobRow& job);
  void keep_answer(PluginJobRow& job, const HookRun& run);
  void keep_failure(PluginJobRow& job, const HookRun& run);
  void keep_logs(Writer& writer, const PluginJobRow& job, const std::vector<HookLogLine>& lines);
  void apply(PluginJobRow& job);

  Store& store_;
  const Engine& engine_;
  StepRunner& runner_;
  const Record record_;
  const Post post_;
};

// When to try again after this many failed attempts of a hook; none: a person takes over.
std::optional<Instant> next_job_attempt(const PluginJobRow& job, HookFailure failure, Instant now);

}  // namespace qianqiao
