#include "server/engine/plugin_jobs.h"

#include "server/engine/plugin_requests.h"
#include "server/engine/step_tasks.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao {

namespace {

PluginJobRow new_job(Writer& writer, const SubjectRow& subject, HookKind kind, Instant now) {
  PluginJobRow job;
  job.id = make_numbered_id(writer, subject.county, 'J');
  job.county = subject.county;
  job.subject = subject.kind == SubjectKind::kCase ? subject.id : subject.case_id;
  job.kind = to_string(kind);
  job.opened_ms = job.next_ms = to_milliseconds(now);
  return job;
}

}  // namespace

void open_step_job(Writer& writer, const SubjectRow& subject, const StepRule& step, Instant now) {
  PluginJobRow job = new_job(writer, subject, HookKind::kStep, now);
  job.hook = step.hook;
  job.step = step.id;
  job.plugin = step.plugin;
  writer.plugin_writes().insert_job(job);
}

void open_event_jobs(Writer& writer, const HookTable& hooks, const std::deque<Step>& steps,
                     Instant now) {
  if (!hooks.has(HookKind::kOn) || steps.empty()) return;
  const HistoryRow& cause = steps.front().history;
  if (!cause.plugin_digest.empty() && cause.event != "StepCompleted") return;
  for (const Step& step : steps)
    for (const EnabledHook* hook :
         hooks.at(step.subject.county, HookKind::kOn, step.history.event)) {
      PluginJobRow job = new_job(writer, step.subject, HookKind::kOn, now);
      job.hook = hook->name;
      job.plugin = hook->plugin;
      job.about = about_event(step.history);
      writer.plugin_writes().insert_job(job);
    }
}

void end_job(Writer& writer, PluginJobRow& job, const char* state, const std::string& resolution,
             Instant now) {
  job.state = state;
  job.ended_ms = to_milliseconds(now);
  if (job.incident != 0 && !resolution.empty()) {
    writer.close_incident(job.incident, resolution, {}, now);
    job.incident = 0;
  }
  writer.plugin_writes().update_job(job);
}

void begin_anew(Writer& writer, PluginJobRow& job, Instant now) {
  if (job.incident != 0) writer.close_incident(job.incident, "retried", {}, now);
  job.incident = 0;
  job.state = job_state::kWaiting;
  job.attempts = 0;
  job.next_ms = to_milliseconds(now);
  job.ended_ms.reset();
  writer.plugin_writes().update_job(job);
}

void skip_jobs(Writer& writer, const SubjectId& subject, const std::string& step, const Text& why,
               Instant now) {
  for (PluginJobRow& job : writer.plugins().jobs_of_subject(subject)) {
    if (job.step.empty() || (!step.empty() && job.step != step)) continue;
    // A running one whose answer is being posted ends by that.
    const bool is_answered = !job.verdict.empty() && job.state == job_state::kRunning;
    if (is_answered) continue;
    if (job.state == job_state::kFailed && job.incident != 0) {
      writer.close_incident(job.incident, why.en, {}, now);
      job.incident = 0;
      writer.plugin_writes().update_job(job);
    }
    if (is_over(job)) continue;
    job.detail = why;
    end_job(writer, job, job_state::kSkipped, why.en, now);
  }
}

void hand_to_people(Writer& writer, const RuleBook& rules, const PluginJobRow& job, Instant now) {
  const auto subject = writer.subject(job.subject);
  if (subject && !job.step.empty())
    hand_step_to_people(writer, rules.definition(subject->workflow_version), *subject, job.step,
                        now);
}

}  // namespace qianqiao
