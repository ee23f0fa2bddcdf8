// Runs a county's plugin hook outside the server. The plugin client implements it; until a plugin
// is installed there is none, and the engine treats every hook as absent.
#pragma once

#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

struct StepRequest {
  std::string job_id;  // the same on every attempt
  std::string plugin;
  std::string hook;
  std::string snapshot;  // JSON: what this hook may see of the case
};

struct StepAnswer {
  std::string verdict;  // JSON, checked by the engine like any other input
};

class StepRunner {
 public:
  virtual ~StepRunner() = default;
  virtual Result<StepAnswer> run(const StepRequest& request) = 0;
};

}  // namespace qianqiao
