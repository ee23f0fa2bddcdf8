// Runs a county's plugin hook outside the server. The plugin client implements it.
//
// What the engine may rely on: run() comes back within the hook's wall time and a little more,
// never throws, and touches nothing but the plugin's host; of every failure it is told which of the
// kinds it was. The verdict has the form of plugins/protocol/verdict.h, concerns no other subject
// than those named, and is otherwise input like any other: roles, states and data are the engine's
// to check. Nothing statutory waits for it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"
#include "workflows/base/result.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao {

struct PluginName {
  std::string name;
  std::string version;  // empty in a request: the one that is in use in the county
  std::string county;   // code
  auto operator<=>(const PluginName&) const = default;
};

struct HookRequest {
  std::string job_id;  // the same on every attempt; effects are told apart by it
  PluginName plugin;
  HookKind kind = HookKind::kStep;
  std::string hook;  // its name
  // JSON object with all that the server knows; the runner leaves in it what the manifest may see:
  // case, enterprise, referrals, deadlines, visits, other_cases, cases, and always calendar, event
  // (without data), message, form, table, period, settings (over the manifest's own).
  std::string input = "{}";
  std::vector<SubjectId> subjects =
      {};                               // that proposed commands may concern beside the case itself
  Instant now{};                        // of the engine's clock
  std::chrono::milliseconds within{0};  // less than the manifest's wall time; 0: that
};

enum class HookFailure {
  kTimeout,      // no answer within its wall time, or its processor time used up
  kCrash,        // an exception that it let out, or its process ended
  kRefusal,      // it said that it cannot do this now, and why
  kBadAnswer,    // what it said has not the form of an answer
  kDenied,       // it tried what it may not: a system call, a host, another's store
  kUnavailable,  // it was not asked: not installed, breaker open, no host to be had, no sandbox
};
constexpr std::string_view to_string(HookFailure failure) {
  constexpr std::string_view kNames[] = {"timeout",    "crash",  "refusal",
                                         "bad_answer", "denied", "unavailable"};
  return kNames[static_cast<std::size_t>(failure)];
}

struct HookLogLine {
  std::string level;  // info, warning, error
  std::string text;
  bool operator==(const HookLogLine&) const = default;
};

// One attempt.
struct HookRun {
  std::optional<HookFailure> failure;  // none: there is a verdict
  Error error{};                       // of a failure, with what is known of it: plugin.*
  std::string verdict{};               // canonical JSON
  PluginName plugin{};                 // the version that ran
  std::string digest{};                // of its folder, hexadecimal
  std::string sandbox{};               // the rung that it ran in; empty: it did not run
  std::vector<HookLogLine> logs{};
  std::chrono::microseconds took{0};
};

enum class BreakerState { kClosed, kOpened, kHalfOpen };
constexpr std::string_view to_string(BreakerState state) {
  constexpr std::string_view kNames[] = {"closed", "open", "half_open"};
  return kNames[static_cast<std::size_t>(state)];
}

struct PluginStatus {
  PluginName plugin;
  std::string digest;
  int hosts = 0;  // alive
  BreakerState breaker = BreakerState::kClosed;
  std::optional<Instant> retry_at = {};  // breaker open: when it will be tried again
};

// What holds a plugin in, for the doctor.
struct SandboxReport {
  std::string rung = {};                 // of the ladder; empty: none, no plugin is run
  std::vector<std::string> layers = {};  // in force
  std::string problem = {};              // why a better rung, or any, could not be taken
};

class StepRunner {
 public:
  virtual ~StepRunner() = default;
  virtual HookRun run(const HookRequest& request) = 0;  // thread-safe; blocks
  // Why the plugin would not be asked just now, whatever is wanted of it: it is not in use, or
  // failed so often that it is left alone for a while. None: it would be.
  virtual std::optional<Error> refusal(const PluginName& plugin) const = 0;
  virtual std::vector<PluginStatus> status() const = 0;
  virtual SandboxReport sandbox() = 0;  // starts a host to see
};

}  // namespace qianqiao
