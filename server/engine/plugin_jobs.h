// Calls of plugins that the process asks for: written in the transaction that asks, run later by
// PluginWorker.
#pragma once

#include <deque>
#include <string>

#include "server/engine/decision_round.h"
#include "server/engine/hook_table.h"
#include "server/engine/rule_book.h"
#include "server/ports/plugin_records.h"
#include "server/ports/store.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

void open_step_job(Writer& writer, const SubjectRow& subject, const StepRule& step, Instant now);

// For the hooks that want to be told of what has just happened. What a plugin brought about calls
// none, its step's end excepted: two could call each other for ever.
void open_event_jobs(Writer& writer, const HookTable& hooks, const std::deque<Step>& steps,
                     Instant now);

// The step was done otherwise, or its stage left: what has not ended of its jobs is skipped. An
// empty step: of all steps.
void skip_jobs(Writer& writer, const SubjectId& subject, const std::string& step, const Text& why,
               Instant now);

inline bool is_over(const PluginJobRow& job) {
  return job.state != job_state::kWaiting && job.state != job_state::kRunning;
}
// How it ended; its incident, if it has one, is closed by `resolution` unless that is empty.
void end_job(Writer& writer, PluginJobRow& job, const char* state, const std::string& resolution,
             Instant now);

// All attempts once more, from now; its incident is closed.
void begin_anew(Writer& writer, PluginJobRow& job, Instant now);
// Whoever the definition names for its step takes over, where that is still open.
void hand_to_people(Writer& writer, const RuleBook& rules, const PluginJobRow& job, Instant now);

}  // namespace qianqiao
