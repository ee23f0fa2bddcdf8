// The warm hosts of one plugin version in one county: started on demand up to a cap, kept while
// they are used, ended when idle; after a failed start the next one waits, twice as long each time.
// Thread-safe.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "server/plugin_client/conversation.h"
#include "server/ports/clock.h"

namespace qianqiao {

struct PoolSettings {
  int most_hosts = 2;  // of one plugin in one county
  std::chrono::milliseconds idle_stop{120'000};
  std::chrono::milliseconds start_within{5'000};
  std::chrono::milliseconds first_back_off{200};
  std::chrono::milliseconds longest_back_off{60'000};
  int cpu_seconds = 60;  // of a host's life; it is replaced before it has used them
};

// A host that is lent to one call.
struct WarmHost {
  std::unique_ptr<HostProcess> process;
  protocol::Boxed boxed;
  std::int64_t calls = 0;
  std::chrono::milliseconds busy{0};  // no less than the processor time it used
  Instant used_at{};
};

class HostPool {
 public:
  HostPool(const SandboxSettings& sandbox, const PoolSettings& settings, const Clock& clock,
           const PluginFolder& folder, PluginName plugin, unsigned uid, PluginServices& services);

  struct Lease {
    std::unique_ptr<WarmHost> host;  // null: `failure` says why
    CallOutcome failure{};
  };
  // An idle host, or a new one; waits for one to come back where the cap is reached.
  Lease lend(std::chrono::steady_clock::time_point until);
  void give_back(std::unique_ptr<WarmHost> host, bool is_sound);

  void stop_idle();  // those idle for too long
  int alive() const;
  const protocol::HostLimits& limits() const { return limits_; }

 private:
  using Hosts = std::vector<std::unique_ptr<WarmHost>>;
  // With the lock held; null: none. Those that are of no use any more end when `ended` does.
  std::unique_ptr<WarmHost> take_idle(Hosts& ended);
  Lease start();
  Lease unavailable(const char* code, const std::string& what) const;
  void note_start(bool worked);

  const SandboxSettings& sandbox_;
  const PoolSettings settings_;
  const Clock& clock_;
  const PluginFolder& folder_;
  const PluginName plugin_;
  const unsigned uid_;
  PluginServices& services_;
  const protocol::HostLimits limits_;

  mutable std::mutex mutex_;
  std::condition_variable returned_;
  Hosts idle_;
  int alive_ = 0;  // idle and lent
  int failed_starts_ = 0;
  Instant start_from_{};
};

}  // namespace qianqiao
