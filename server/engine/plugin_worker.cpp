#include "server/engine/plugin_worker.h"

#include <array>

#include "server/engine/plugin_answer.h"
#include "server/engine/plugin_jobs.h"
#include "server/engine/plugin_notices.h"
#include "server/engine/plugin_requests.h"
#include "server/engine/plugin_schedules.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::chrono::milliseconds, 4> kPauses = {30s, 2min, 10min, 1h};
constexpr std::size_t kLongestDetail = 500;
constexpr int kLookedAt = 200;  // of what is due, for one that is free to run

std::string plugin_of(const PluginJobRow& job) { return job.county + " " + job.plugin; }
// In which one job runs at a time: its case, or where there is none its plugin.
std::string lane_of(const PluginJobRow& job) {
  return job.subject.empty() ? plugin_of(job) : job.subject;
}

Text detail_of(const Error& error) {
  const ErrorDescription words = describe(error);
  return {shortened(words.title.zh + "：" + words.advice.zh, kLongestDetail),
          shortened(words.title.en + ": " + words.advice.en, kLongestDetail)};
}

std::string line_of(const Text& detail) { return detail.zh + " / " + detail.en; }

void open_incident(Writer& writer, PluginJobRow& job, Instant now) {
  if (job.incident != 0) writer.close_incident(job.incident, "tried again", {}, now);
  IncidentRow incident;
  incident.kind = "plugin." + job.failure;
  incident.county = job.county;
  incident.subject = job.subject;
  incident.detail =
      job.plugin + " " + job.version + " " + job.hook + " " + job.id + ": " + line_of(job.detail);
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

// Keeps its lane for as long as it is worked on, whatever happens.
class PluginWorker::Claim {
 public:
  Claim(PluginWorker& worker, const PluginJobRow& job) : worker_(worker), job_(job) {}
  ~Claim() { worker_.release(job_); }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

 private:
  PluginWorker& worker_;
  const PluginJobRow job_;
};

PluginWorker::PluginWorker(Store& store, const Engine& engine, StepRunner& runner, Record record,
                           Post post, int most_of_one)
    : store_(store),
      engine_(engine),
      runner_(runner),
      record_(std::move(record)),
      post_(std::move(post)),
      most_of_one_(most_of_one) {}

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

void PluginWorker::open_scheduled() {
  const auto next = store_.reader()->plugins().next_schedule_instant();
  if (!next || *next > engine_.now()) return;
  record_([&](Writer& writer) { open_scheduled_jobs(writer, *engine_.hooks(), engine_.now()); });
}

std::optional<PluginJobRow> PluginWorker::take() {
  const std::lock_guard lock(mutex_);
  if (!resumed_) resume();
  resumed_ = true;
  open_scheduled();
  for (;;) {
    std::vector<Refused> refused;
    auto job = choose(refused);
    if (!refused.empty()) put_off(refused);
    if (job || refused.empty()) return job;
  }
}

// The first that is free to run. Those before it whose plugin is not to be asked now are told
// apart.
std::optional<PluginJobRow> PluginWorker::choose(std::vector<Refused>& refused) {
  std::optional<PluginJobRow> chosen;
  std::set<std::string> passed;  // of a case no later job may overtake an earlier one
  std::map<std::string, std::optional<Error>> refusals;  // by plugin
  for (PluginJobRow& job : store_.reader()->plugins().due_jobs(engine_.now(), kLookedAt)) {
    const std::string lane = lane_of(job), plugin = plugin_of(job);
    if (busy_.contains(lane) || passed.contains(lane)) continue;
    const auto [why, is_new] = refusals.try_emplace(plugin);
    if (is_new) why->second = runner_.refusal({job.plugin, "", job.county});
    if (why->second) {
      refused.push_back({std::move(job), *why->second});
      continue;
    }
    if (chosen) continue;
    int& calling = calling_[plugin];
    if (calling >= most_of_one_) {
      passed.insert(lane);
      continue;
    }
    ++calling;
    busy_.insert(lane);
    chosen = std::move(job);
  }
  return chosen;
}

// Each had its attempt: written together, as there may be many while a breaker is open.
void PluginWorker::put_off(const std::vector<Refused>& refused) {
  record_([&](Writer& writer) {
    for (const Refused& one : refused) {
      auto job = writer.plugins().job(one.job.id);
      if (!job || job->state != job_state::kWaiting || end_if_elsewhere(writer, *job)) continue;
      ++job->attempts;
      note_failure(writer, *job, HookFailure::kUnavailable, one.why);
    }
  });
  attempted_ += static_cast<int>(refused.size());
}

void PluginWorker::release(const PluginJobRow& job) {
  {
    const std::lock_guard lock(mutex_);
    busy_.erase(lane_of(job));
    --calling_[plugin_of(job)];
    ++attempted_;
  }
  released_.notify_all();
}

bool PluginWorker::run_next() {
  auto job = take();
  if (!job) return false;
  const Claim claim(*this, *job);
  if (!begin_attempt(*job)) return true;
  if (job->verdict.empty()) ask(*job);
  if (job->state == job_state::kRunning) apply(*job);
  return true;
}

int PluginWorker::run_all() {
  std::unique_lock lock(mutex_);
  const int before = attempted_;
  for (;;) {
    lock.unlock();
    while (run_next()) {
    }
    lock.lock();
    if (busy_.empty()) return attempted_ - before;
    const int seen = attempted_;
    released_.wait(lock, [&] { return attempted_ != seen; });
  }
}

// A case that was handed to another county is nothing for this county's plugin any more.
bool PluginWorker::end_if_elsewhere(Writer& writer, PluginJobRow& job) {
  const auto subject = writer.subject(job.subject);
  if (!subject || subject->county == job.county) return false;
  job.detail = {"事项已移交其他县区", "case handed over"};
  end_job(writer, job, job_state::kSkipped, job.detail.en, engine_.now());
  return true;
}

// Written before the plugin is asked; a person may have been quicker.
bool PluginWorker::begin_attempt(PluginJobRow& job) {
  bool begun = false;
  record_([&](Writer& writer) {
    const auto stored = writer.plugins().job(job.id);
    begun = stored && stored->state == job_state::kWaiting;
    if (!begun) return;
    job = *stored;
    if (end_if_elsewhere(writer, job)) {
      begun = false;
      return;
    }
    job.state = job_state::kRunning;
    ++job.attempts;
    writer.plugin_writes().update_job(job);
  });
  return begun;
}

void PluginWorker::ask(PluginJobRow& job) {
  HookRequest request;
  {
    const auto reader = store_.reader();  // not kept open while the plugin works
    request = request_of_job(*reader, engine_, job);
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
    keep_logs(writer, job, run.logs);
    const auto stored = writer.plugins().job(job.id);
    if (stored->state != job_state::kRunning) return void(job = *stored);
    note_failure(writer, job, *run.failure, run.error);
  });
}

// How an attempt failed, and what follows: another one, or people.
void PluginWorker::note_failure(Writer& writer, PluginJobRow& job, HookFailure failure,
                                const Error& error) {
  const Instant now = engine_.now();
  job.failure = to_string(failure);
  job.detail = detail_of(error);
  open_incident(writer, job, now);
  writer.plugin_writes().insert_log({0, job.county, job.plugin, job.version, job.id,
                                     to_milliseconds(now), "error",
                                     job.failure + ": " + line_of(job.detail)});
  if (const auto again = next_job_attempt(job, failure, now)) {
    job.state = job_state::kWaiting;
    job.next_ms = to_milliseconds(*again);
    return writer.plugin_writes().update_job(job);
  }
  end_job(writer, job, job_state::kFailed, "", now);
  hand_to_people(writer, *engine_.rule_book(), job, now);
}

void PluginWorker::apply(PluginJobRow& job) {
  const auto proposals =
      commands_of(job, *store_.reader(), *engine_.rule_book(), *engine_.directory());
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
    if (refused)
      job.detail = detail_of(*refused);
    else
      tell_answer(writer, *engine_.directory(), job, engine_.now());
    end_job(writer, job, refused ? job_state::kSkipped : job_state::kDone, "answered",
            engine_.now());
  });
}

}  // namespace qianqiao
