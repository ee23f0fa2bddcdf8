// The plugins of a data directory: their folders below DIR/plugins, the runner that calls them,
// what they may ask the server for. Thread-safe.
#pragma once

#include <functional>
#include <memory>

#include "server/plugin_client/plugin_runner.h"
#include "server/plugin_client/plugin_workshop.h"
#include "server/ports/plugin_keeper.h"
#include "server/ports/store.h"

namespace qianqiao {

// Values that plugins keep, and which hosts were approved, as stored. Requests to other systems
// are not sent: whoever asks for one is told so.
class StoredServices : public PluginServices {
 public:
  using Record = std::function<void(const std::function<void(Writer&)>&)>;
  StoredServices(Store& store, Record record) : store_(store), record_(std::move(record)) {}

  Result<std::optional<std::string>> stored(const PluginName& plugin,
                                            const std::string& key) override;
  Result<void> store(const PluginName& plugin, const std::string& key,
                     const std::optional<std::string>& value) override;
  bool is_approved(const PluginName& plugin, const std::string& host) override;
  std::optional<std::string> secret(const PluginName& plugin, const std::string& name) override;
  Result<OutgoingAnswer> send(const PluginName& plugin, const OutgoingRequest& request,
                              std::chrono::milliseconds within) override;

 private:
  Store& store_;
  const Record record_;
};

class PluginHouse : public PluginKeeper {
 public:
  // Takes up what is enabled. Store and clock outlive it.
  PluginHouse(std::string directory, Store& store, const Clock& clock,
              StoredServices::Record record);

  Result<PluginUpload> take(const std::string& zip_path) override;
  void discard(const PluginUpload& upload) override;
  Result<std::string> keep(const PluginUpload& upload, const PluginName& plugin) override;
  Result<void> start(const InstalledPluginRow& row) override;
  void stop(const PluginName& plugin) override;
  void reset_breaker(const PluginName& plugin) override;
  PluginCheck check(const InstalledPluginRow& row) override;
  PluginTrial try_cases(const InstalledPluginRow& row) override;
  HookRun rehearse(const InstalledPluginRow& row, const HookRequest& request) override;
  StepRunner& runner() override { return runner_; }

 private:
  std::string path_of(const InstalledPluginRow& row) const { return directory_ + "/" + row.folder; }
  Result<PluginFolder> folder_of(const InstalledPluginRow& row) const;
  void start_enabled(Reader& reader);

  const std::string directory_;
  const Clock& clock_;
  StoredServices services_;
  PluginRunner runner_;
  SandboxedWorkshop workshop_;
};

}  // namespace qianqiao
