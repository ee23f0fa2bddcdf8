// The hooks of the plugins that are enabled, by county and kind: what the engine looks at before it
// calls any plugin, so that a county without one pays nothing. Immutable; made anew when a plugin
// is enabled or disabled.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/ports/store.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao {

struct InstalledPluginRow;

struct EnabledHook {
  std::string county;
  std::string plugin;
  std::string version;
  HookKind kind = HookKind::kStep;
  std::string name;
  std::string at;  // event, form, schedule, as its kind has it
  bool refuses_by_itself =
      false;  // a guard or validator: where it fails, what it guards is refused
  bool operator==(const EnabledHook&) const = default;
};

// A notifier that a county's notices go to.
struct NoticeChannel {
  std::string plugin;
  std::string hook;
  bool by_phone = false;           // to each receiver's number; else once, to a group
  std::vector<std::string> kinds;  // of notices; empty: all

  std::string name() const;  // MessageRow::channel
  bool takes(std::string_view kind) const;
};
// The notifier that a message's channel names; none: it is no plugin's.
std::optional<NoticeChannel> notice_channel(std::string_view name);

class HookTable {
 public:
  HookTable() = default;
  explicit HookTable(Reader& reader);

  bool has(HookKind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
  // By plugin and name. Of a whole county, whatever they are at.
  const std::vector<EnabledHook>& of(std::string_view county, HookKind kind) const;
  std::vector<const EnabledHook*> at(std::string_view county, HookKind kind,
                                     std::string_view at) const;
  const EnabledHook* find(std::string_view county, HookKind kind, std::string_view plugin,
                          std::string_view name) const;  // null: none
  const std::vector<NoticeChannel>& channels(std::string_view county) const;

 private:
  using Place = std::pair<std::string, HookKind>;
  std::map<Place, std::vector<EnabledHook>> hooks_;
  std::map<std::string, std::vector<NoticeChannel>, std::less<>> channels_;
  bool kinds_[8] = {};
};

// Those that a manifest, as it is stored, lists.
std::vector<EnabledHook> hooks_of(const InstalledPluginRow& row);

}  // namespace qianqiao
