#include "server/engine/plugin_worker.h"

#include <array>
#include <nlohmann/json.hpp>

#include "server/engine/case_snapshot.h"
#include "server/engine/plugin_answer.h"
#include "server/engine/plugin_jobs.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::chrono::milliseconds, 4> kPauses = {30s, 2min, 10min, 1h};
constexpr std::size_t kLongestDetail = 500;

void open_incident(Writer& writer, PluginJobRow& job, Instant now) {
  if (job.incident != 0) writer.close_incident(job.incident, "tried again", now);
  IncidentRow incident;
  incident.kind = "plugin." + job.failure;
  incident.county = job.county;
  incident.subject = job.subject;
  incident.detail =
      job.plugin + " " + job.version + " " + job.hook + " " + job.id + ": " + job.detail;
  incident.opened_ms = to_milliseconds(now);
  job.incident = writer.insert_incident(incident);
}

}  // namespace

std::optional<Instant> next_job_attempt(const PluginJobRow& job, HookFailure failure, Instant now) {
  const auto kind = hook_kind(job.kind);
  // What has not the form of an answer, or tried what it may not, does so again.
  const bool is_hopeless = failure == HookFailure::kBadAnswer || failure == HookFailure::kDenied;
  const auto failed = static_cast<std::size_t>(job.attempts);
  if (is_hopeless || !kind || !is_safe_to_repeat(*kind) || failed > kPauses.size() || failed == 0)
    return std::nullopt;
  return now + kPauses[failed - 1];
}

PluginWorker::PluginWorker(Store& store, const Engine& engine, StepRunner& runner, Record record,
                           Post post)
    : store_(store),
      engine_(engine),
      runner_(runner),
      record_(std::move(record)),
      post_(std::move(post)) {}

void PluginWorker::resume() {
  if (store_.reader()->plugins().running_jobs().empty()) return;
  record_([&](Writer& writer) {
    for (PluginJobRow& job : writer.plugins().running_jobs()) {
      job.state = job_state::kWaiting;
      job.next_ms = to_milliseconds(engine_.now());
      writer.plugin_writes().update_job(job);
    }
  });
}

int PluginWorker::run_once(int limit) {
  const auto jobs = store_.reader()->plugins().due_jobs(engine_.now(), limit);
  for (PluginJobRow job : jobs) {
    if (!begin_attempt(job)) continue;
    if (job.verdict.empty()) ask(job);
    if (job.state == job_state::kRunning) apply(job);
  }
  return static_cast<int>(jobs.size());
}

// Written before the plugin is asked; a person may have been quicker.
bool PluginWorker::begin_attempt(PluginJobRow& job) {
  bool begun = false;
  record_([&](Writer& writer) {
    const auto stored = writer.plugins().job(job.id);
    begun = stored && stored->state == job_state::kWaiting;
    if (!begun) return;
    job = *stored;
    job.state = job_state::kRunning;
    ++job.attempts;
    writer.plugin_writes().update_job(job);
  });
  return begun;
}

HookRequest PluginWorker::request_of(Reader& reader, const PluginJobRow& job) {
  HookRequest request;
  request.job_id = job.id;
  request.plugin = {job.plugin, "", job.county};
  request.kind = hook_kind(job.kind).value_or(HookKind::kStep);
  request.hook = job.hook;
  request.now = engine_.now();
  if (const auto subject = reader.subject(job.subject))
    request.input =
        case_snapshot(reader, *engine_.directory(), *engine_.rule_book(), *subject, request.now)
            .dump();
  return request;
}

void PluginWorker::ask(PluginJobRow& job) {
  HookRequest request;
  {
    const auto reader = store_.reader();  // not kept open while the plugin works
    request = request_of(*reader, job);
  }
  const HookRun run = runner_.run(request);
  if (!run.plugin.version.empty()) job.version = run.plugin.version;
  job.digest = run.digest;
  run.failure ? keep_failure(job, run) : keep_answer(job, run);
}

void PluginWorker::keep_logs(Writer& writer, const PluginJobRow& job,
                             const std::vector<HookLogLine>& lines) {
  for (const HookLogLine& line : lines)
    writer.plugin_writes().insert_log({0, job.county, job.plugin, job.version, job.id,
                                       to_milliseconds(engine_.now()), line.level, line.text});
}

// Somebody may have done the step meanwhile: then nothing more follows.
void PluginWorker::keep_answer(PluginJobRow& job, const HookRun& run) {
  record_([&](Writer& writer) {
    keep_logs(writer, job, run.logs);
    const auto stored = writer.plugins().job(job.id);
    if (stored->state != job_state::kRunning) return void(job = *stored);
    job.verdict = run.verdict;
    writer.plugin_writes().update_job(job);
  });
}

void PluginWorker::keep_failure(PluginJobRow& job, const HookRun& run) {
  record_([&](Writer& writer) {
    const Instant now = engine_.now();
    keep_logs(writer, job, run.logs);
    const auto stored = writer.plugins().job(job.id);
    if (stored->state != job_state::kRunning) return void(job = *stored);
    job.failure = to_string(*run.failure);
    job.detail = shortened(to_line(run.error), kLongestDetail);
    open_incident(writer, job, now);
    writer.plugin_writes().insert_log({0, job.county, job.plugin, job.version, job.id,
                                       to_milliseconds(now), "error",
                                       job.failure + ": " + job.detail});
    if (const auto again = next_job_attempt(job, *run.failure, now)) {
      job.state = job_state::kWaiting;
      job.next_ms = to_milliseconds(*again);
      return writer.plugin_writes().update_job(job);
    }
    end_job(writer, job, job_state::kFailed, "", now);
    hand_to_people(writer, *engine_.rule_book(), job, now);
  });
}

void PluginWorker::apply(PluginJobRow& job) {
  const auto proposals = commands_of(job, *store_.reader(), *engine_.rule_book());
  std::optional<Error> refused;  // the end of its step: nothing else of the answer holds then
  std::vector<HookLogLine> complaints;
  for (const ProposedCommand& one : proposals) {
    const Outcome posted = one.command ? post_(*one.command) : fail(one.command.error());
    if (posted) continue;
    complaints.push_back({"error", one.event + ": " + to_line(posted.error())});
    if (one.ends_step) {
      refused = posted.error();
      break;
    }
  }
  record_([&](Writer& writer) {
    keep_logs(writer, job, complaints);
    if (refused) job.detail = shortened(to_line(*refused), kLongestDetail);
    end_job(writer, job, refused ? job_state::kSkipped : job_state::kDone, "answered",
            engine_.now());
  });
}

}  // namespace qianqiao
