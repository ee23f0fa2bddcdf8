#include "workflows/domain/plugin_hook.h"

#include <array>

namespace qianqiao {
namespace {

struct Entry {
  HookKind kind;
  std::string_view name;
  Text title;
};

const std::array<Entry, 8>& entries() {
  static const std::array<Entry, 8> all = {{
      {HookKind::kStep, "step", {"步骤", "step"}},
      {HookKind::kGuard, "guard", {"事前检查", "guard"}},
      {HookKind::kOn, "on", {"事后动作", "after an event"}},
      {HookKind::kNotifier, "notifier", {"消息通道", "channel"}},
      {HookKind::kValidator, "validator", {"表单检查", "form check"}},
      {HookKind::kImporter, "importer", {"导入", "import"}},
      {HookKind::kReport, "report", {"报表", "report"}},
      {HookKind::kScheduled, "scheduled", {"定时任务", "at set times"}},
  }};
  return all;
}

}  // namespace

const std::vector<HookKind>& all_hook_kinds() {
  static const std::vector<HookKind> kinds = [] {
    std::vector<HookKind> found;
    for (const Entry& entry : entries()) found.push_back(entry.kind);
    return found;
  }();
  return kinds;
}

std::string_view to_string(HookKind kind) { return entries()[static_cast<std::size_t>(kind)].name; }

std::optional<HookKind> hook_kind(std::string_view name) {
  for (const Entry& entry : entries())
    if (entry.name == name) return entry.kind;
  return std::nullopt;
}

const Text& title(HookKind kind) { return entries()[static_cast<std::size_t>(kind)].title; }

bool is_safe_to_repeat(HookKind kind) { return kind != HookKind::kNotifier; }

}  // namespace qianqiao
