#include "server/main/upkeep.h"

#include "server/api/log.h"
#include "server/api/roster_report.h"
#include "server/engine/plugin_pruning.h"
#include "server/notify/delivery_policy.h"

namespace qianqiao {
namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr int kPluginThreads = 4;                 // jobs of plugins at once
constexpr std::chrono::minutes kSigningTime{10};  // after midnight: the day before is complete

Date day_to_sign(Instant now) { return local_date(now - kSigningTime) - std::chrono::days(1); }

}  // namespace

Upkeep::Upkeep(House& house, Notifier& notifier, SigningKey key)
    : house_(house),
      key_(std::move(key)),
      random_(Random::from_system()),
      courier_(
          house.store(), house.clock(), notifier,
          [this](const std::function<void(Writer&)>& change) { record(change); },
          [this](int attempts, Instant now) { return next_attempt(attempts, now, random_); }),
      plugin_worker_(
          house.store(), house.engine(), house.plugins().runner(),
          [this](const std::function<void(Writer&)>& change) { record(change); },
          [&house](Command command) { return house.queue().submit(std::move(command)).get(); }) {}

Upkeep::~Upkeep() { stop(); }

void Upkeep::start() {
  thread_ = std::thread([this] { work(); });
  for (int i = 0; i < kPluginThreads; ++i)
    plugin_threads_.emplace_back([this] { work_for_plugins(); });
}

void Upkeep::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  for (std::thread& one : plugin_threads_) one.join();
  plugin_threads_.clear();
}

void Upkeep::record(const std::function<void(Writer&)>& change) {
  house_.queue().run([&](Engine& engine) { engine.record(change); }).get();
}

int Upkeep::deliver() {
  const std::lock_guard lock(delivering_);
  return courier_.run_once();
}

int Upkeep::run_jobs() { return plugin_worker_.run_all(); }

// Over a reader's snapshot, beside the writing thread: reading a city's heads takes a while.
void Upkeep::sign_due_checkpoint() {
  const std::lock_guard lock(signing_);
  const Date day = day_to_sign(house_.clock().now());
  const auto reader = house_.store().reader();
  const auto before = reader->checkpoints();
  if (!before.empty() && before.back().day >= format_date(day)) return;
  if (reader->count_history() == 0) return;
  const CheckpointRow row = make_checkpoint(*reader, day, key_);
  record([&](Writer& writer) { writer.put_checkpoint(row); });
}

// What is there to be removed follows from the files' names and the rows alone.
void Upkeep::tidy_up() {
  const std::lock_guard lock(tidying_);
  const Instant now = house_.engine().now();
  const auto hour = std::chrono::floor<std::chrono::hours>(now);
  if (tidied_ == hour) return;
  tidied_ = hour;
  remove_expired_reports(house_.service().working_folder, now);
  prune_plugins(house_.store(), {}, now,
                [this](const std::function<void(Writer&)>& change) { record(change); });
}

Instant Upkeep::next_signing(Instant now) {
  const Instant today = at_local_time(local_date(now), kSigningTime);
  return now < today ? today : at_local_time(local_date(now) + std::chrono::days(1), kSigningTime);
}

bool Upkeep::wait() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kPause, [&] { return stopping_; });
  return !stopping_;
}

void Upkeep::keep_doing(const std::function<void()>& round) {
  while (wait()) {
    try {
      round();
    } catch (const std::future_error&) {
      return;  // the writing thread has stopped; the process is on its way out
    } catch (const StoreFailure& failure) {
      log_error("upkeep.store_failed", {{"code", failure.code}});
      return;
    }
  }
}

void Upkeep::work() {
  keep_doing([this] {
    while (deliver() > 0) {
    }
    sign_due_checkpoint();
    tidy_up();
  });
}

void Upkeep::work_for_plugins() {
  keep_doing([this] {
    while (plugin_worker_.run_next()) {
    }
  });
}

}  // namespace qianqiao
