#include "server/api/plugin_installation.h"

#include <optional>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "workflows/domain/area.h"

namespace qianqiao {
namespace {

constexpr char kAnyCounty[] = "*";

// The one asked for, else the plugin's own.
Result<std::string> county_for(const Request& request, const PluginCheck& check,
                               const std::string& asked) {
  const std::string& own = check.plugin.county;
  std::string county = asked;
  if (county.empty() && own != kAnyCounty) county = own;
  if (county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
  const auto area = AreaTable::shipped().require_county(county);
  if (!area) return fail(area.error());
  county = (*area)->code;
  if (!may_act_in(request, county)) return fail("county.not_yours", {{"county", county}});
  if (own != kAnyCounty && own != county)
    return fail("plugin.county_mismatch",
                {{"plugin", check.plugin.name}, {"own", own}, {"county", county}});
  return county;
}

std::optional<InstalledPluginRow> installed_before(Reader& reader, const PluginName& plugin) {
  for (InstalledPluginRow& row : reader.plugins().installed(plugin.county))
    if (row.name == plugin.name && row.version == plugin.version) return std::move(row);
  return std::nullopt;
}

// What broke in the sandbox is the upload's fault, not the server's.
Error as_refusal(const PluginCheck& check) {
  const Error& first = check.problems.front();
  if (describe(first).http_status == 422) return first;
  return {"plugin.not_loadable", {{"plugin", check.plugin.name}, {"what", to_line(first)}}};
}

// On the writing thread: the folder gets its place in the moment in which the row is written.
Result<Installation> install(Service& service, const Request& request, const PluginUpload& upload,
                             const PluginName& plugin, const std::string& from, Writer& writer,
                             Instant now) {
  if (const auto before = installed_before(writer, plugin)) {
    if (before->digest == upload.check.digest) return Installation{*before, false};
    return fail("plugin.exists", {{"plugin", plugin.name + " " + plugin.version}});
  }
  const auto place = service.plugins->keep(upload, plugin);
  if (!place) return fail(place.error());
  const InstalledPluginRow row{plugin.county,         plugin.name,         plugin.version,
                               upload.check.digest,   upload.manifest,     *place,
                               request.viewer.person, to_milliseconds(now)};
  writer.plugin_writes().insert_installed(row);
  writer.insert_audit(audit_row(service, request, "plugin.installed", plugin.name,
                                {{"county", plugin.county},
                                 {"version", plugin.version},
                                 {"digest", row.digest},
                                 {"from", from}}));
  return Installation{row, true};
}

Result<Installation> install(Service& service, const Request& request, const PluginUpload& upload,
                             const std::string& asked, const std::string& from) {
  if (!upload.check.problems.empty()) return fail(as_refusal(upload.check));
  const auto county = county_for(request, upload.check, asked);
  if (!county) return fail(county.error());
  const PluginName plugin{upload.check.plugin.name, upload.check.plugin.version, *county};
  Result<Installation> installed;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      installed = install(service, request, upload, plugin, from, writer, engine.now());
    });
  });
  if (!done) return fail(done.error());
  return installed;
}

}  // namespace

Result<Installation> install_upload(Service& service, const Request& request,
                                    const PluginUpload& upload, const std::string& county,
                                    const std::string& from) {
  auto installed = install(service, request, upload, county, from);
  service.plugins->discard(upload);  // nothing is there any more once it has its place
  return installed;
}

}  // namespace qianqiao
