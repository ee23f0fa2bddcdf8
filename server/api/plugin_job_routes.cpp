// The calls of a plugin: what became of them, and what a person decides on those that failed.
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/plugin_json.h"
#include "server/api/routes.h"
#include "server/engine/plugin_jobs.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Result<PluginJobRow> job_of(Reader& reader, const Request& request) {
  const auto plugin = plugin_of(reader, request);
  if (!plugin) return fail(plugin.error());
  const std::string& id = request.path_value("id");
  auto job = reader.plugins().job(id);
  if (!job || job->county != plugin->county || job->plugin != plugin->name)
    return fail("plugin.job_not_found", {{"job", id}});
  return *std::move(job);
}

// On the writing thread, as the job stands there, with its line in the audit log.
using Change = std::function<Result<void>(Writer&, PluginJobRow&, Instant now)>;
Result<Answer> change_job(Service& service, const Request& request, const char* action,
                          const Change& change) {
  Result<PluginJobRow> job;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      job = job_of(writer, request);
      if (!job) return;
      if (auto changed = change(writer, *job, engine.now()); !changed)
        job = fail(changed.error());
      else
        writer.insert_audit(audit_row(service, request, action, job->id));
    });
  });
  if (!done) return fail(done.error());
  if (!job) return fail(job.error());
  return json_answer(to_json(*job));
}

tl::unexpected<Error> over(const PluginJobRow& job) {
  return fail("plugin.job_over", {{"job", job.id}, {"state", job.state}});
}

}  // namespace

Result<Answer> list_plugin_jobs(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto reader = service.store.reader();
  const auto plugin = plugin_of(*reader, request);
  if (!plugin) return fail(plugin.error());
  Json items = Json::array();
  const auto rows =
      reader->plugins().jobs_of_plugin(plugin->county, plugin->name, page->cursor, page->limit);
  for (const PluginJobRow& row : rows) items.push_back(to_json(row));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? rows.back().id : "");
}

Result<Answer> replay_plugin_job(Service& service, const Request& request) {
  return change_job(service, request, "plugin_job.replayed",
                    [](Writer& writer, PluginJobRow& job, Instant now) -> Result<void> {
                      if (job.state != job_state::kFailed && job.state != job_state::kWaiting)
                        return over(job);
                      begin_anew(writer, job, now);
                      return {};
                    });
}

// The step itself stays open: whoever the definition names has its task, and completes it.
Result<Answer> skip_plugin_job(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string reason = input->required_text("reason");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  return change_job(service, request, "plugin_job.skipped",
                    [&](Writer& writer, PluginJobRow& job, Instant now) -> Result<void> {
                      if (job.state != job_state::kFailed && job.state != job_state::kWaiting)
                        return over(job);
                      job.detail = {reason, reason};
                      end_job(writer, job, job_state::kSkipped, "discarded: " + reason, now);
                      hand_to_people(writer, *service.engine.rule_book(), job, now);
                      return {};
                    });
}

}  // namespace qianqiao::routes
