#include "server/engine/command_queue.h"

#include <algorithm>
#include <memory>

namespace qianqiao {
namespace {

// The longest nap without a look at the clock: a system clock may be set, a simulated one moves.
constexpr std::chrono::milliseconds kLongestNap{1000};

}  // namespace

CommandQueue::CommandQueue(Engine& engine, const Options& options,
                           std::function<void(const StoreFailure&)> failed)
    : engine_(engine), options_(options), failed_(std::move(failed)) {
  thread_ = std::thread([this] { work(); });
}

CommandQueue::~CommandQueue() { stop(); }

std::future<Outcome> CommandQueue::submit(Command command) {
  auto promise = std::make_shared<std::promise<Outcome>>();
  auto answer = promise->get_future();
  submit(std::move(command),
         [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
  return answer;
}

void CommandQueue::submit(Command command, std::function<void(Outcome)> answer) {
  const char* refusal = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || store_failed_)
      refusal = "server.stopping";
    else if (waiting_.size() >= options_.waiting_limit)
      refusal = "server.busy";
    else
      waiting_.push_back({std::move(command), std::move(answer)});
  }
  if (refusal != nullptr)
    answer(fail(refusal));
  else
    wake_.notify_one();
}

std::future<void> CommandQueue::run(std::function<void(Engine&)> job) {
  std::packaged_task<void(Engine&)> task([this, job = std::move(job)](Engine& engine) {
    try {
      job(engine);
    } catch (const StoreFailure& failure) {
      job_failure_ = failure;  // the future takes the exception; the queue has to stop as well
      throw;
    }
  });
  auto done = task.get_future();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || store_failed_) return done;  // a broken promise tells the caller
    jobs_.push_back(std::move(task));
  }
  wake_.notify_one();
  return done;
}

Result<void> CommandQueue::record(const std::function<void(Writer&)>& change) {
  try {
    run([&](Engine& engine) { engine.record(change); }).get();
    return {};
  } catch (const std::future_error&) {
    return fail("server.stopping");
  }
}

void CommandQueue::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_one();
}

void CommandQueue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Instant CommandQueue::last_sweep() const { return from_milliseconds(last_sweep_ms_.load()); }

std::size_t CommandQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

bool CommandQueue::has_stopped() const {
  const std::lock_guard lock(mutex_);
  return stopping_ || store_failed_;
}

std::chrono::milliseconds CommandQueue::silence() const {
  const auto past = std::chrono::steady_clock::now() - last_round_.load();
  return std::chrono::duration_cast<std::chrono::milliseconds>(past);
}

void CommandQueue::work() {
  try {
    while (true) {
      std::deque<Waiting> batch;
      std::deque<std::packaged_task<void(Engine&)>> jobs;
      {
        std::unique_lock lock(mutex_);
        const auto has_work = [&] {
          return !waiting_.empty() || !jobs_.empty() || stopping_ || woken_;
        };
        wake_.wait_for(lock, kLongestNap, has_work);
        woken_ = false;
        last_round_ = std::chrono::steady_clock::now();
        if (stopping_ && waiting_.empty() && jobs_.empty()) return;
        const std::size_t size = std::min(waiting_.size(), options_.batch_limit);
        std::move(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(size),
                  std::back_inserter(batch));
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(size));
        jobs.swap(jobs_);
      }
      if (!batch.empty()) execute_batch(batch);
      for (auto& job : jobs) {
        job(engine_);
        if (job_failure_) return give_up(*job_failure_);
      }
      sweep();
      engine_.store().maintain();
    }
  } catch (const StoreFailure& failure) {
    give_up(failure);
  }
}

void CommandQueue::execute_batch(std::deque<Waiting>& batch) {
  std::vector<Command> commands;
  commands.reserve(batch.size());
  for (Waiting& waiting : batch) commands.push_back(std::move(waiting.command));
  std::vector<Outcome> outcomes;
  try {
    outcomes = engine_.execute(commands);
    if (options_.batch_done) options_.batch_done(commands.size());
  } catch (const StoreFailure&) {
    // Whether the last commit reached the disk is not known here: nobody is told that it did.
    for (Waiting& waiting : batch) waiting.answer(fail("server.stopping"));
    throw;
  }
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].answer(std::move(outcomes[i]));
}

// One bounded piece at a time: commands that arrive meanwhile are not kept waiting by a flood of
// rungs, and the loop comes back at once while more are due.
void CommandQueue::sweep() {
  const auto next = engine_.next_due_instant();
  last_sweep_ms_ = to_milliseconds(engine_.now());
  if (!next || *next > engine_.now()) return;
  if (engine_.sweep().more_due) {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
}

void CommandQueue::give_up(const StoreFailure& failure) {
  std::deque<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    store_failed_ = true;
    waiting.swap(waiting_);
    jobs_.clear();
  }
  for (Waiting& one : waiting) one.answer(fail("server.stopping"));
  failed_(failure);
}

}  // namespace qianqiao
