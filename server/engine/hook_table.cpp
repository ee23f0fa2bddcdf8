#include "server/engine/hook_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/ports/plugin_records.h"

namespace qianqiao {

static_assert(static_cast<int>(HookKind::kScheduled) == 7, "kinds_ has a place for each");

constexpr std::string_view kPrefix = "plugin:";

std::string NoticeChannel::name() const { return std::string(kPrefix) + plugin + "/" + hook; }

bool NoticeChannel::takes(std::string_view kind) const {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::optional<NoticeChannel> notice_channel(std::string_view name) {
  const auto slash = name.find('/');
  if (!name.starts_with(kPrefix) || slash == std::string_view::npos) return std::nullopt;
  NoticeChannel channel;
  channel.plugin = name.substr(kPrefix.size(), slash - kPrefix.size());
  channel.hook = name.substr(slash + 1);
  return channel;
}

std::vector<EnabledHook> hooks_of(const InstalledPluginRow& row) {
  std::vector<EnabledHook> hooks;
  const auto manifest = nlohmann::json::parse(row.manifest, nullptr, false);
  if (!manifest.is_object()) return hooks;
  for (const auto& hook : manifest.value("hooks", nlohmann::json::array()))
    if (const auto kind = hook_kind(hook.value("kind", "")))
      hooks.push_back({row.county, row.name, row.version, *kind, hook.value("name", ""),
                       hook.value("at", ""), hook.value("fallback", "") == "refuse"});
  return hooks;
}

HookTable::HookTable(Reader& reader) {
  const auto uses = reader.plugins().in_use("");
  if (uses.empty()) return;
  for (const InstalledPluginRow& row : reader.plugins().installed(""))
    for (const PluginUseRow& use : uses)
      if (use.county == row.county && use.name == row.name && use.version == row.version)
        for (EnabledHook& hook : hooks_of(row)) {
          kinds_[static_cast<std::size_t>(hook.kind)] = true;
          hooks_[{hook.county, hook.kind}].push_back(std::move(hook));
        }
  for (const PluginChannelRow& row : reader.plugins().channels()) {
    if (find(row.county, HookKind::kNotifier, row.name, row.hook) == nullptr) continue;
    const auto kinds = nlohmann::json::parse(row.notices, nullptr, false);
    channels_[row.county].push_back(
        {row.name, row.hook, row.by_phone,
         kinds.is_array() ? kinds.get<std::vector<std::string>>() : std::vector<std::string>{}});
  }
}

const std::vector<NoticeChannel>& HookTable::channels(std::string_view county) const {
  static const std::vector<NoticeChannel> none;
  if (channels_.empty()) return none;
  const auto found = channels_.find(county);
  return found == channels_.end() ? none : found->second;
}

const std::vector<EnabledHook>& HookTable::of(std::string_view county, HookKind kind) const {
  static const std::vector<EnabledHook> none;
  if (!has(kind)) return none;
  const auto found = hooks_.find({std::string(county), kind});
  return found == hooks_.end() ? none : found->second;
}

std::vector<const EnabledHook*> HookTable::at(std::string_view county, HookKind kind,
                                              std::string_view at) const {
  std::vector<const EnabledHook*> found;
  for (const EnabledHook& hook : of(county, kind))
    if (hook.at == at) found.push_back(&hook);
  return found;
}

const EnabledHook* HookTable::find(std::string_view county, HookKind kind, std::string_view plugin,
                                   std::string_view name) const {
  for (const EnabledHook& hook : of(county, kind))
    if (hook.plugin == plugin && hook.name == name) return &hook;
  return nullptr;
}

}  // namespace qianqiao
