#include "server/api/roster_jobs.h"

namespace qianqiao {

Result<void> RosterJobs::start(const std::string& id,
                               std::function<void(const RosterJobSignal&)> work) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return fail("server.stopping");
  clear_done();
  if (jobs_.size() >= kMost)
    return fail("roster.too_many_running", {{"most", std::to_string(kMost)}});
  Job& job = *jobs_.emplace(id, std::make_unique<Job>()).first->second;
  job.thread = std::thread([&job, work = std::move(work)] {
    work(job.signal);
    job.done = true;
  });
  return {};
}

bool RosterJobs::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  if (found == jobs_.end() || found->second->done) return false;
  found->second->signal.cancelled = true;
  return true;
}

void RosterJobs::stop() {
  std::map<std::string, std::unique_ptr<Job>> ending;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ending.swap(jobs_);
  }
  for (const auto& [id, job] : ending) job->signal.stopping = true;
  for (const auto& [id, job] : ending) job->thread.join();
}

void RosterJobs::clear_done() {
  for (auto at = jobs_.begin(); at != jobs_.end();)
    if (at->second->done) {
      at->second->thread.join();
      at = jobs_.erase(at);
    } else {
      ++at;
    }
}

}  // namespace qianqiao
