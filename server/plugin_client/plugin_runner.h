// Runs the hooks of the plugins that it was given: each plugin version of each county has its own
// hosts, its own user and its own breaker. Implements the port; thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "server/plugin_client/breaker.h"
#include "server/plugin_client/host_pool.h"

namespace qianqiao {

struct RunnerSettings {
  SandboxSettings sandbox{};
  PoolSettings pool{};
  BreakerSettings breaker{};
};

class PluginRunner : public StepRunner {
 public:
  // Clock and services outlive it.
  PluginRunner(RunnerSettings settings, const Clock& clock, PluginServices& services);
  ~PluginRunner() override;

  // From now on `county` may call this version; the one added last is in use where a request names
  // none. Errors: plugin.county_mismatch, plugin.exists with another content.
  Result<void> add(const PluginFolder& folder, const std::string& county);
  void remove(const PluginName& plugin);  // running calls finish
  void reset_breaker(const PluginName& plugin);
  void stop_idle_hosts();  // to be called now and then

  HookRun run(const HookRequest& request) override;
  std::optional<Error> refusal(const PluginName& plugin) const override;
  std::vector<PluginStatus> status() const override;
  SandboxReport sandbox() override;

 private:
  struct Installed;
  std::shared_ptr<Installed> find(const PluginName& plugin) const;
  HookRun run(Installed& plugin, const HookRequest& request);

  const RunnerSettings settings_;
  const Clock& clock_;
  PluginServices& services_;
  mutable std::mutex mutex_;
  std::map<PluginName, std::shared_ptr<Installed>> installed_;
  std::map<std::pair<std::string, std::string>, std::string> in_use_;  // name, county → version
  std::map<std::pair<std::string, std::string>, unsigned> uids_;
};

}  // namespace qianqiao
