#include "server/plugin_client/host_pool.h"

#include <algorithm>

namespace qianqiao {
namespace {

constexpr std::chrono::seconds kSpareCpu{2};  // Python's own start

protocol::HostLimits limits_of(const ManifestLimits& limits, const PoolSettings& settings) {
  protocol::HostLimits host;
  host.memory_mib = limits.memory_mib;
  host.cpu_seconds = settings.cpu_seconds;
  host.message_kib = limits.message_kib;
  return host;
}

}  // namespace

HostPool::HostPool(const SandboxSettings& sandbox, const PoolSettings& settings, const Clock& clock,
                   const PluginFolder& folder, PluginName plugin, unsigned uid,
                   PluginServices& services)
    : sandbox_(sandbox),
      settings_(settings),
      clock_(clock),
      folder_(folder),
      plugin_(std::move(plugin)),
      uid_(uid),
      services_(services),
      limits_(limits_of(folder.manifest.limits, settings)) {}

HostPool::Lease HostPool::unavailable(const char* code, const std::string& what) const {
  Lease lease;
  lease.failure.failure = HookFailure::kUnavailable;
  lease.failure.error =
      Error{code, {{"plugin", plugin_.name + " " + plugin_.version}, {"what", what}}};
  return lease;
}

std::unique_ptr<WarmHost> HostPool::take_idle(Hosts& ended) {
  while (!idle_.empty()) {
    auto host = std::move(idle_.back());
    idle_.pop_back();
    if (!host->process->channel().is_disturbed()) return host;
    ended.push_back(std::move(host));  // of itself, or it speaks out of turn
    --alive_;
  }
  return nullptr;
}

HostPool::Lease HostPool::lend(std::chrono::steady_clock::time_point until) {
  Hosts ended;  // waited for without the lock
  std::unique_lock lock(mutex_);
  for (;;) {
    if (auto host = take_idle(ended)) return {std::move(host), {}};
    if (clock_.now() < start_from_)
      return unavailable("plugin.backing_off", format_instant(start_from_));
    if (alive_ < settings_.most_hosts) break;
    if (returned_.wait_until(lock, until) == std::cv_status::timeout)
      return unavailable("plugin.busy", std::to_string(settings_.most_hosts));
  }
  ++alive_;
  lock.unlock();
  ended.clear();
  Lease lease = start();
  lock.lock();
  if (!lease.host) --alive_;
  note_start(lease.host != nullptr);
  returned_.notify_one();
  return lease;
}

void HostPool::note_start(bool worked) {
  if (worked) {
    failed_starts_ = 0;
    start_from_ = {};
    return;
  }
  const auto wait = settings_.first_back_off * (1ll << std::min(failed_starts_, 20));
  ++failed_starts_;
  start_from_ = clock_.now() + std::min(std::chrono::duration_cast<std::chrono::milliseconds>(wait),
                                        settings_.longest_back_off);
}

HostPool::Lease HostPool::start() {
  protocol::Start order;
  order.rungs = sandbox_.rungs;
  order.folder = folder_.path;
  order.sdk = sandbox_.sdk_folder;
  order.uid = uid_;
  order.limits = limits_;
  auto process = HostProcess::start(sandbox_, order);
  if (!process) {
    Lease lease = unavailable("plugin.no_sandbox", "");
    lease.failure.error = process.error();
    return lease;
  }
  auto host = std::make_unique<WarmHost>();
  host->process = std::move(*process);
  host->used_at = clock_.now();
  Conversation conversation(*host->process, plugin_, folder_.manifest, services_);
  CallOutcome loaded = conversation.load(std::chrono::steady_clock::now() + settings_.start_within);
  host->boxed = conversation.boxed();
  if (loaded.failure) return {nullptr, std::move(loaded)};
  return {std::move(host), {}};
}

void HostPool::give_back(std::unique_ptr<WarmHost> host, bool is_sound) {
  host->used_at = clock_.now();
  const auto wall = std::chrono::milliseconds(folder_.manifest.limits.wall_ms);
  // The kernel ends a host that used up its processor time: never in an honest call.
  const bool lasts = host->busy + wall + kSpareCpu < std::chrono::seconds(limits_.cpu_seconds);
  if (!is_sound || !lasts) host.reset();
  const std::lock_guard lock(mutex_);
  if (host)
    idle_.push_back(std::move(host));
  else
    --alive_;
  returned_.notify_one();
}

void HostPool::stop_idle() {
  Hosts ended;  // waited for without the lock
  const std::lock_guard lock(mutex_);
  const auto too_old = [&](const std::unique_ptr<WarmHost>& host) {
    return host->used_at + settings_.idle_stop <= clock_.now();
  };
  const auto first = std::stable_partition(idle_.begin(), idle_.end(),
                                           [&](const auto& host) { return !too_old(host); });
  std::move(first, idle_.end(), std::back_inserter(ended));
  idle_.erase(first, idle_.end());
  alive_ -= static_cast<int>(ended.size());
}

int HostPool::alive() const {
  const std::lock_guard lock(mutex_);
  return alive_;
}

}  // namespace qianqiao
