// How a county uses a plugin: settings of its own over the manifest's, notifiers that its notices
// go to.
#include <nlohmann/json.hpp>

#include "server/api/json_input.h"
#include "server/api/plugin_change.h"
#include "server/api/plugin_json.h"
#include "server/api/routes.h"
#include "server/engine/hook_table.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostSettings = 64 * 1024;
constexpr std::size_t kMostKinds = 50;

// Each name must be the manifest's, each value of the same type.
Result<void> check_settings(const InstalledPluginRow& plugin, const Json& given) {
  const Json manifest = Json::parse(plugin.manifest, nullptr, false);
  const Json known = manifest.value("settings", Json::object());
  for (const auto& [name, value] : given.items()) {
    const auto found = known.find(name);
    if (found == known.end())
      return fail("plugin.setting_unknown", {{"plugin", plugin.name}, {"setting", name}});
    const bool fits = value.is_number() ? value.is_number_integer() && found->is_number()
                                        : value.type() == found->type();
    if (!fits) return fail("plugin.setting_type", {{"plugin", plugin.name}, {"setting", name}});
  }
  if (given.dump().size() > kMostSettings)
    return fail("plugin.setting_type", {{"plugin", plugin.name}, {"setting", "*"}});
  return {};
}

Result<std::vector<PluginChannelRow>> channels_from(const InstalledPluginRow& plugin,
                                                    const Json& array) {
  std::vector<PluginChannelRow> rows;
  for (const Json& item : array) {
    auto input = ObjectInput::of(item);
    if (!input) return fail(input.error());
    PluginChannelRow row{
        plugin.county, plugin.name, input->required_text("hook"), false, "", "", 0};
    row.by_phone = input->boolean("by_phone").value_or(false);
    const auto kinds = input->texts("notices");
    if (auto fine = input->finish(); !fine) return fail(fine.error());
    if (kinds.size() > kMostKinds) return fail("http.wrong_type", {{"field", "notices"}});
    row.notices = Json(kinds).dump();
    bool is_notifier = false;
    for (const EnabledHook& hook : hooks_of(plugin))
      is_notifier = is_notifier || (hook.kind == HookKind::kNotifier && hook.name == row.hook);
    if (!is_notifier)
      return fail("plugin.hook_unknown",
                  {{"plugin", plugin.name}, {"what", "notifier " + row.hook}});
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Result<Answer> change_plugin_settings(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const Json* settings = input->object("settings");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (settings == nullptr) return fail("http.missing_field", {{"field", "settings"}});
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  if (auto fine = check_settings(*row, *settings); !fine) return fail(fine.error());
  const auto done = change_plugin(
      service, request, "plugin.settings_changed", *row, [&](PluginWrites& writes, Instant now) {
        writes.put_settings({row->county, row->name, settings->dump(), request.viewer.person,
                             to_milliseconds(now)});
      });
  if (!done) return fail(done.error());
  return plugin_answer(service, *row);
}

Result<Answer> choose_plugin_channels(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const Json* channels = input->array("channels");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (channels == nullptr) return fail("http.missing_field", {{"field", "channels"}});
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  auto rows = channels_from(*row, *channels);
  if (!rows) return fail(rows.error());
  const auto done = change_plugin(service, request, "plugin.channels_chosen", *row,
                                  [&](PluginWrites& writes, Instant now) {
                                    writes.delete_channels(row->county, row->name);
                                    for (PluginChannelRow& one : *rows) {
                                      one.set_by = request.viewer.person;
                                      one.set_ms = to_milliseconds(now);
                                      writes.put_channel(one);
                                    }
                                  });
  if (!done) return fail(done.error());
  return plugin_answer(service, *row);
}

}  // namespace qianqiao::routes
