// For authors: starts, checks and tries a plugin's folder, before anybody installs it. The plugin
// client implements it.
#pragma once

#include "server/ports/step_runner.h"

namespace qianqiao {

struct PluginCheck {
  PluginName plugin = {};               // as far as it could be read
  std::string digest = {};              // hexadecimal
  std::vector<std::string> hooks = {};  // "step tax-grade Review.Preliminary"
  std::vector<Error> problems = {};     // empty: it may be installed
};

struct PluginCaseResult {
  std::string name;
  bool passed = false;
  std::vector<std::string> differences = {};  // "outcome: expected passed, was report"
  std::optional<HookFailure> failure = {};
  Error error = {};
  std::vector<HookLogLine> logs = {};
  std::chrono::microseconds took{0};
};

struct PluginTrial {
  PluginCheck check = {};
  SandboxReport sandbox = {};
  std::vector<PluginCaseResult> cases = {};
  bool passed() const {
    for (const PluginCaseResult& one : cases)
      if (!one.passed) return false;
    return check.problems.empty();
  }
};

class PluginWorkshop {
 public:
  virtual ~PluginWorkshop() = default;
  // Writes the beginning of a plugin into `parent`/`name`; gives that path. Errors: plugin.exists,
  // plugin.name_invalid, plugin.folder_unwritable.
  virtual Result<std::string> begin(const std::string& name, const std::string& county,
                                    const std::string& parent) = 0;
  virtual PluginCheck check(const std::string& folder) = 0;
  virtual PluginTrial try_cases(const std::string& folder) = 0;  // cases.yaml, in the sandbox
};

}  // namespace qianqiao
