#include "server/api/workflow_jobs.h"

#include <algorithm>

#include "server/ports/store.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr std::size_t kIdBytes = 12;

}  // namespace

Result<WorkflowJobs::View> WorkflowJobs::start(const Order& order, Work work) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return fail("server.stopping");
  if (count_running() >= kMostRunning)
    return fail("workflow.too_many_jobs", {{"most", std::to_string(kMostRunning)}});
  forget_oldest();
  const std::string id = Random::from_system().token(kIdBytes);
  Job& job = *jobs_.emplace(id, std::make_unique<Job>()).first->second;
  job.order = order;
  job.number = ++started_;
  job.thread = std::thread([&job, work = std::move(work)] { run(job, work); });
  return view_of(id, job);
}

// What a store throws ends the job, as it would have ended the request.
void WorkflowJobs::run(Job& job, const Work& work) {
  Result<std::string> result = fail("http.internal");
  try {
    result = work(job.signal);
  } catch (const StoreFailure& failure) {
    result = fail(failure.code);
  } catch (const std::exception&) {
  }
  const std::lock_guard lock(job.mutex);
  job.state = result ? State::kDone : State::kFailed;
  if (job.signal.should_stop) job.state = State::kCancelled;
  job.result = std::move(result);
}

WorkflowJobs::View WorkflowJobs::view_of(const std::string& id, Job& job) {
  const std::lock_guard lock(job.mutex);
  View view{id, job.order.kind, job.state, job.signal.done, job.signal.total, {}, {}};
  if (job.state == State::kDone) view.result = *job.result;
  if (job.state == State::kFailed) view.problem = job.result.error();
  return view;
}

WorkflowJobs::Job* WorkflowJobs::job_of(const Order& asker, const std::string& id) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end() || found->second->order.area != asker.area ||
      found->second->order.owner != asker.owner)
    return nullptr;
  return found->second.get();
}

Result<WorkflowJobs::View> WorkflowJobs::find(const Order& asker, const std::string& id) {
  const std::lock_guard lock(mutex_);
  Job* job = job_of(asker, id);
  if (job == nullptr) return fail("workflow.job_unknown", {{"job", id}});
  return view_of(id, *job);
}

Result<WorkflowJobs::View> WorkflowJobs::cancel(const Order& asker, const std::string& id) {
  const std::lock_guard lock(mutex_);
  Job* job = job_of(asker, id);
  if (job == nullptr) return fail("workflow.job_unknown", {{"job", id}});
  if (view_of(id, *job).state == State::kRunning) job->signal.should_stop = true;
  return view_of(id, *job);
}

void WorkflowJobs::stop() {
  Jobs ending;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ending.swap(jobs_);
  }
  for (const auto& [id, job] : ending) job->signal.should_stop = true;
  for (const auto& [id, job] : ending) job->thread.join();
}

std::size_t WorkflowJobs::count_running() {
  return static_cast<std::size_t>(std::count_if(jobs_.begin(), jobs_.end(), [](const auto& entry) {
    const std::lock_guard lock(entry.second->mutex);
    return entry.second->state == State::kRunning;
  }));
}

// Of those that have ended.
void WorkflowJobs::forget_oldest() {
  while (jobs_.size() >= kMostKept) {
    auto oldest = jobs_.end();
    for (auto at = jobs_.begin(); at != jobs_.end(); ++at) {
      const std::lock_guard lock(at->second->mutex);
      if (at->second->state == State::kRunning) continue;
      if (oldest == jobs_.end() || at->second->number < oldest->second->number) oldest = at;
    }
    if (oldest == jobs_.end()) return;
    oldest->second->thread.join();
    jobs_.erase(oldest);
  }
}

}  // namespace qianqiao
