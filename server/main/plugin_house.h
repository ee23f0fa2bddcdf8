// The plugins of a data directory: their folders below DIR/plugins, the runner that calls them,
// what they may ask the server for. Thread-safe.
#pragma once

#include <functional>
#include <memory>

#include "server/main/stored_services.h"
#include "server/plugin_client/plugin_runner.h"
#include "server/plugin_client/plugin_workshop.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

class PluginHouse : public PluginKeeper {
 public:
  // Takes up what is enabled. All but the directory outlive it.
  PluginHouse(std::string directory, Store& store, const Clock& clock,
              StoredServices::Record record, const SecretBox& box, OutgoingClient* outgoing);

  Result<PluginUpload> take(const std::string& zip_path) override;
  Result<std::vector<PluginFile>> files(const InstalledPluginRow& row) override;
  Result<PluginUpload> revise(const InstalledPluginRow& row, const PluginEdit& edit) override;
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
  // A new folder that `fill` writes into, looked over.
  Result<PluginUpload> look_over(
      const std::function<Result<void>(const std::string& folder)>& fill);
  Result<PluginContents> contents_of(const InstalledPluginRow& row) const;
  Result<PluginFolder> folder_of(const InstalledPluginRow& row) const;
  void start_enabled(Reader& reader);

  const std::string directory_;
  const Clock& clock_;
  StoredServices services_;
  PluginRunner runner_;
  SandboxedWorkshop workshop_;
};

}  // namespace qianqiao
