// Plugins of counties: installed from a ZIP file, checked, tried, switched on and off. A county's
// administrator keeps those of its own county; the city office sees them; elsewhere there are none.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/plugin_change.h"
#include "server/api/plugin_installation.h"
#include "server/api/plugin_json.h"
#include "server/api/plugin_rehearsal.h"
#include "server/api/routes.h"
#include "server/engine/plugin_schedules.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Result<SubjectRow> case_of(Service& service, const Request& request,
                           const InstalledPluginRow& plugin, const std::string& id) {
  const auto row = service.store.reader()->subject(id);
  const bool fits = row && row->kind == SubjectKind::kCase && row->county == plugin.county;
  if (!fits || !may_act_in(request, row->county))
    return fail("subject.not_found", {{"subject", id}});
  return *row;
}

}  // namespace

Result<Answer> list_plugins(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto running = service.plugins->runner().status();
  Json items = Json::array();
  for (const InstalledPluginRow& row : plugins_seen(*reader, request))
    items.push_back(to_json(row, *reader, running));
  return list_answer(items, "");
}

Result<Answer> show_plugin(Service& service, const Request& request) {
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  return plugin_answer(service, *row);
}

Result<Answer> install_plugin(Service& service, const Request& request) {
  service.expect_wait();
  const auto upload = service.plugins->take(request.upload_path);
  if (!upload) return fail(upload.error());
  const auto installed = install_upload(service, request, *upload, text_of(request, "county"));
  if (!installed) return fail(installed.error());
  return plugin_answer(service, installed->row, installed->is_new ? 201 : 200);
}

Result<Answer> check_plugin(Service& service, const Request& request) {
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  service.expect_wait();
  return json_answer(to_json(service.plugins->check(*row)));
}

Result<Answer> test_plugin(Service& service, const Request& request) {
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  std::string on_case, hook;
  if (!request.body.empty()) {
    const auto body = parse_strictly(request.body);
    if (!body) return fail(body.error());
    auto input = ObjectInput::of(*body);
    if (!input) return fail(input.error());
    on_case = input->text("case");
    hook = input->text("hook");
    if (auto fine = input->finish(); !fine) return fail(fine.error());
  }
  service.expect_wait();
  if (on_case.empty()) return json_answer(to_json(service.plugins->try_cases(*row)));
  const auto subject = case_of(service, request, *row, on_case);
  if (!subject) return fail(subject.error());
  PluginTrial trial;
  trial.check = service.plugins->check(*row);
  auto rehearsal = rehearse_plugin(service, *row, *subject, hook);
  if (!rehearsal) return fail(rehearsal.error());
  Json json = to_json(trial);
  json["passed"] = trial.passed() && rehearsal->answer["failure"].is_null();
  json["sandbox"] = rehearsal->sandbox;
  json["rehearsal"] = std::move(rehearsal->answer);
  return json_answer(json);
}

Result<Answer> enable_plugin(Service& service, const Request& request) {
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  service.expect_wait();
  if (auto started = service.plugins->start(*row); !started) return fail(started.error());
  service.plugins->reset_breaker({row->name, row->version, row->county});
  const auto done = change_plugin(
      service, request, "plugin.enabled", *row, [&](PluginWrites& writes, Instant now) {
        writes.put_use(
            {row->county, row->name, row->version, request.viewer.person, to_milliseconds(now)});
        arm_schedules(writes, *row, now);
      });
  if (!done) return fail(done.error());
  return plugin_answer(service, *row);
}

Result<Answer> disable_plugin(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto row = plugin_of(*reader, request);
  if (!row) return fail(row.error());
  if (version_in_use(*reader, *row) != row->version)
    return fail("plugin.not_in_use", {{"plugin", row->name}, {"county", row->county}});
  const auto done =
      change_plugin(service, request, "plugin.disabled", *row, [&](PluginWrites& writes, Instant) {
        writes.delete_use(row->county, row->name);
        writes.delete_schedules(row->county, row->name);
      });
  if (!done) return fail(done.error());
  service.plugins->stop({row->name, row->version, row->county});
  return plugin_answer(service, *row);
}

Result<Answer> approve_plugin_hosts(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::set<std::string> wanted = input->texts("hosts");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const auto reader = service.store.reader();
  const auto row = plugin_of(*reader, request);
  if (!row) return fail(row.error());
  const auto manifest = nlohmann::json::parse(row->manifest, nullptr, false);
  const auto listed = manifest.value("hosts", std::vector<std::string>{});
  for (const std::string& host : wanted)
    if (std::find(listed.begin(), listed.end(), host) == listed.end())
      return fail("plugin.host_not_listed", {{"plugin", row->name}, {"host", host}});
  const auto before = reader->plugins().hosts(row->county, row->name);
  const auto done = change_plugin(
      service, request, "plugin.hosts_approved", *row, [&](PluginWrites& writes, Instant now) {
        for (const PluginHostRow& host : before)
          if (!wanted.count(host.host)) writes.delete_host(row->county, row->name, host.host);
        for (const std::string& host : wanted)
          writes.put_host(
              {row->county, row->name, host, request.viewer.person, to_milliseconds(now)});
      });
  if (!done) return fail(done.error());
  return plugin_answer(service, *row);
}

Result<Answer> list_plugin_log(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto reader = service.store.reader();
  const auto row = plugin_of(*reader, request);
  if (!row) return fail(row.error());
  const auto lines = reader->plugins().log(row->county, row->name, *before, page->limit);
  Json items = Json::array();
  for (const PluginLogRow& line : lines) items.push_back(to_json(line));
  const bool full = lines.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(lines.back().id) : "");
}

}  // namespace qianqiao::routes
