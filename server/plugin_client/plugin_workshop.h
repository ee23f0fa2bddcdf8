// For authors: begins, checks and tries a plugin's folder. Everything a plugin does here happens in
// the same sandbox as on a server.
#pragma once

#include "server/plugin_client/plugin_cases.h"
#include "server/plugin_client/plugin_runner.h"
#include "server/ports/plugin_workshop.h"

namespace qianqiao {

class SandboxedWorkshop : public PluginWorkshop {
 public:
  SandboxedWorkshop(SandboxSettings sandbox, const Clock& clock)
      : sandbox_(std::move(sandbox)), clock_(clock) {}

  Result<std::string> begin(const std::string& name, const std::string& county,
                            const std::string& parent) override;
  PluginCheck check(const std::string& folder) override;
  PluginTrial try_cases(const std::string& folder) override;

 private:
  // Loads the plugin once in the sandbox, to hear what it declares.
  void check_loading(const PluginFolder& folder, PluginCheck& check);
  PluginCaseResult try_case(const PluginFolder& folder, PluginCase one);

  const SandboxSettings sandbox_;
  const Clock& clock_;
};

}  // namespace qianqiao
