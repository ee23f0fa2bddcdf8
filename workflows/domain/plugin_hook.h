// The places of the process where a county's plugin may be called. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "workflows/base/text.h"

namespace qianqiao {

enum class HookKind {
  kStep,       // work at a stage of a case
  kGuard,      // may refuse an event with a reason; never a statutory one
  kOn,         // after an event
  kNotifier,   // a channel for messages
  kValidator,  // looks over a form
  kImporter,   // turns a table into a roster's or a feedback's rows
  kReport,     // makes a table
  kScheduled,  // at set times of the engine's clock
};

const std::vector<HookKind>& all_hook_kinds();
std::string_view to_string(HookKind kind);  // step, guard, on, notifier, …
std::optional<HookKind> hook_kind(std::string_view name);
const Text& title(HookKind kind);

// May the same call be made again after it failed half-way? A message may have left, so a notifier
// is repeated by its courier only.
bool is_safe_to_repeat(HookKind kind);

}  // namespace qianqiao
