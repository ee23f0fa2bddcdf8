// Secrets of plugins: entered by the county's administrator, sealed, put into a plugin's requests
// by the server, shown to nobody again.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/json_input.h"
#include "server/api/plugin_change.h"
#include "server/api/plugin_json.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

constexpr std::size_t kLongestSecret = 1024;

struct Named {
  InstalledPluginRow plugin;
  std::string secret;
};

Result<Named> named_secret(Service& service, const Request& request) {
  auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  const std::string& name = request.path_value("id");
  const auto manifest = nlohmann::json::parse(row->manifest, nullptr, false);
  const auto listed = manifest.value("secrets", std::vector<std::string>{});
  if (std::find(listed.begin(), listed.end(), name) == listed.end())
    return fail("plugin.secret_not_listed", {{"plugin", row->name}, {"secret", name}});
  return Named{*std::move(row), name};
}

}  // namespace

Result<Answer> enter_plugin_secret(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string value = input->required_text("value");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (value.empty() || value.size() > kLongestSecret ||
      value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
    return fail("plugin.secret_length", {{"limit", std::to_string(kLongestSecret)}});
  const auto named = named_secret(service, request);
  if (!named) return fail(named.error());
  const InstalledPluginRow& row = named->plugin;
  const std::string sealed = service.accounts->box().seal(value);
  const auto done = change_plugin(
      service, request, "plugin.secret_entered", row,
      [&](PluginWrites& writes, Instant now) {
        writes.put_secret({row.county, row.name, named->secret, sealed, request.viewer.person,
                           to_milliseconds(now)});
      },
      named->secret);
  if (!done) return fail(done.error());
  return plugin_answer(service, row);
}

Result<Answer> forget_plugin_secret(Service& service, const Request& request) {
  const auto named = named_secret(service, request);
  if (!named) return fail(named.error());
  const InstalledPluginRow& row = named->plugin;
  const auto done = change_plugin(
      service, request, "plugin.secret_forgotten", row,
      [&](PluginWrites& writes, Instant) {
        writes.delete_secret(row.county, row.name, named->secret);
      },
      named->secret);
  if (!done) return fail(done.error());
  return plugin_answer(service, row);
}

}  // namespace qianqiao::routes
