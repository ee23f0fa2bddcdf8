#include "server/store/plugin_table.h"

#include <limits>

#include "server/store/columns.h"
#include "server/store/plugin_sql.h"

namespace qianqiao {
namespace {

template <class Columns, class Row>
void plugin_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.name);
  c.text(row.version);
  c.text(row.digest);
  c.text(row.manifest);
  c.text(row.folder);
  c.text(row.installed_by);
  c.integer(row.installed_ms);
}

template <class Columns, class Row>
void use_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.name);
  c.text(row.version);
  c.text(row.enabled_by);
  c.integer(row.enabled_ms);
}

template <class Columns, class Row>
void host_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.name);
  c.text(row.host);
  c.text(row.approved_by);
  c.integer(row.approved_ms);
}

template <class Columns, class Row>
void secret_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.name);
  c.text(row.secret);
  c.bytes(row.sealed);
  c.text(row.set_by);
  c.integer(row.set_ms);
}

// What changes while it runs, but for how it ended.
template <class Columns, class Row>
void job_progress(Columns& c, Row& row) {
  c.text(row.version);
  c.text(row.digest);
  c.text(row.state);
  c.integer(row.attempts);
  c.integer(row.next_ms);
  c.text(row.verdict);
  c.text(row.failure);
  c.text(row.detail.zh);
  c.text(row.detail.en);
  c.integer(row.incident);
}

template <class Columns, class Row>
void job_columns(Columns& c, Row& row) {
  c.text(row.id);
  c.text(row.county);
  c.text(row.subject);
  c.text(row.kind);
  c.text(row.hook);
  c.text(row.step);
  c.text(row.plugin);
  c.text(row.about);
  job_progress(c, row);
  c.integer(row.opened_ms);
  c.integer(row.ended_ms);
}

template <class Columns, class Row>
void log_body(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.plugin);
  c.text(row.version);
  c.text(row.job);
  c.integer(row.at_ms);
  c.text(row.level);
  c.text(row.text);
}

template <class Row, class Describe>
std::vector<Row> fetch(Statement& statement, Describe describe) {
  std::vector<Row> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    describe(columns, out.emplace_back());
  }
  return out;
}

std::vector<PluginJobRow> fetch_jobs(Statement& statement) {
  return fetch<PluginJobRow>(statement, [](Fetcher& c, PluginJobRow& row) { job_columns(c, row); });
}

std::int64_t first_integer(Statement& statement) {
  auto rows = statement.query();
  return rows.next() ? rows.integer() : 0;
}

// Greater than every id, which begin with a county's code.
constexpr std::string_view kAfterAll = "~";

}  // namespace

PluginTable::PluginTable(Connection& connection)
    : insert_plugin_(connection, sql::kInsertPlugin),
      plugins_(connection, sql::kPlugins),
      plugins_of_(connection, sql::kPluginsOf),
      put_use_(connection, sql::kPutPluginUse),
      delete_use_(connection, sql::kDeletePluginUse),
      uses_(connection, sql::kPluginUses),
      uses_of_(connection, sql::kPluginUsesOf),
      put_host_(connection, sql::kPutPluginHost),
      delete_host_(connection, sql::kDeletePluginHost),
      hosts_(connection, sql::kPluginHosts),
      put_secret_(connection, sql::kPutPluginSecret),
      delete_secret_(connection, sql::kDeletePluginSecret),
      secrets_(connection, sql::kPluginSecrets),
      put_value_(connection, sql::kPutPluginValue),
      delete_value_(connection, sql::kDeletePluginValue),
      find_value_(connection, sql::kFindPluginValue),
      count_values_(connection, sql::kCountPluginValues),
      ways_(connection),
      insert_job_(connection, sql::kInsertPluginJob),
      update_job_(connection, sql::kUpdatePluginJob),
      find_job_(connection, sql::kFindPluginJob),
      due_jobs_(connection, sql::kDuePluginJobs),
      running_jobs_(connection, sql::kRunningPluginJobs),
      next_job_(connection, sql::kNextPluginJob),
      jobs_of_subject_(connection, sql::kPluginJobsOfSubject),
      job_of_incident_(connection, sql::kPluginJobOfIncident),
      jobs_of_plugin_(connection, sql::kPluginJobsOfPlugin),
      ended_jobs_(connection, sql::kEndedPluginJobs),
      delete_job_(connection, sql::kDeletePluginJob),
      count_waiting_(connection, sql::kCountWaitingPluginJobs),
      count_running_(connection, sql::kCountRunningPluginJobs),
      insert_log_(connection, sql::kInsertPluginLog),
      log_(connection, sql::kPluginLog),
      log_line_behind_(connection, sql::kPluginLogLineBehind),
      delete_log_(connection, sql::kDeletePluginLog) {}

std::vector<InstalledPluginRow> PluginTable::installed(std::string_view county) {
  return fetch<InstalledPluginRow>(
      county.empty() ? plugins_ : plugins_of_.text(county),
      [](Fetcher& c, InstalledPluginRow& row) { plugin_columns(c, row); });
}

std::vector<PluginUseRow> PluginTable::in_use(std::string_view county) {
  return fetch<PluginUseRow>(county.empty() ? uses_ : uses_of_.text(county),
                             [](Fetcher& c, PluginUseRow& row) { use_columns(c, row); });
}

std::vector<PluginHostRow> PluginTable::hosts(std::string_view county, std::string_view name) {
  return fetch<PluginHostRow>(hosts_.text(county).text(name),
                              [](Fetcher& c, PluginHostRow& row) { host_columns(c, row); });
}

std::vector<PluginSecretRow> PluginTable::secrets(std::string_view county, std::string_view name) {
  return fetch<PluginSecretRow>(secrets_.text(county).text(name),
                                [](Fetcher& c, PluginSecretRow& row) { secret_columns(c, row); });
}

std::optional<PluginSettingsRow> PluginTable::settings(std::string_view county,
                                                       std::string_view name) {
  return ways_.settings(county, name);
}
std::vector<PluginChannelRow> PluginTable::channels() { return ways_.channels(); }
std::vector<PluginScheduleRow> PluginTable::due_schedules(Instant now) {
  return ways_.due_schedules(now);
}
std::optional<Instant> PluginTable::next_schedule_instant() {
  return ways_.next_schedule_instant();
}

std::optional<std::string> PluginTable::value(std::string_view county, std::string_view name,
                                              std::string_view key) {
  auto rows = find_value_.text(county).text(name).text(key).query();
  return rows.next() ? std::optional(rows.text()) : std::nullopt;
}

std::int64_t PluginTable::count_values(std::string_view county, std::string_view name) {
  return first_integer(count_values_.text(county).text(name));
}

std::optional<PluginJobRow> PluginTable::job(std::string_view id) {
  auto found = fetch_jobs(find_job_.text(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<PluginJobRow> PluginTable::due_jobs(Instant now, int limit) {
  return fetch_jobs(due_jobs_.integer(to_milliseconds(now)).integer(std::int64_t{limit}));
}

std::vector<PluginJobRow> PluginTable::running_jobs() { return fetch_jobs(running_jobs_); }

std::optional<Instant> PluginTable::next_job_instant() {
  auto rows = next_job_.query();
  return rows.next() ? std::optional(from_milliseconds(rows.integer())) : std::nullopt;
}

std::vector<PluginJobRow> PluginTable::jobs_of_subject(const SubjectId& subject) {
  return fetch_jobs(jobs_of_subject_.text(subject));
}

std::optional<PluginJobRow> PluginTable::job_of_incident(std::int64_t incident) {
  auto found = fetch_jobs(job_of_incident_.integer(incident));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<PluginJobRow> PluginTable::jobs_of_plugin(std::string_view county,
                                                      std::string_view name,
                                                      std::string_view before, int limit) {
  return fetch_jobs(jobs_of_plugin_.text(county)
                        .text(name)
                        .text(before.empty() ? kAfterAll : before)
                        .integer(std::int64_t{limit}));
}

std::vector<std::string> PluginTable::ended_jobs(Instant before, int limit) {
  std::vector<std::string> ids;
  ended_jobs_.integer(to_milliseconds(before)).integer(std::int64_t{limit});
  for (auto rows = ended_jobs_.query(); rows.next();) ids.push_back(std::move(rows.text()));
  return ids;
}

std::int64_t PluginTable::count_waiting_jobs() {
  return first_integer(count_waiting_) + first_integer(count_running_);
}

std::vector<PluginLogRow> PluginTable::log(std::string_view county, std::string_view name,
                                           std::int64_t before, int limit) {
  const std::int64_t below = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
  return fetch<PluginLogRow>(
      log_.text(county).text(name).integer(below).integer(std::int64_t{limit}),
      [](Fetcher& c, PluginLogRow& row) {
        c.integer(row.id);
        log_body(c, row);
      });
}

std::optional<std::int64_t> PluginTable::log_line_behind(std::string_view county,
                                                         std::string_view name,
                                                         std::int64_t newer) {
  auto rows = log_line_behind_.text(county).text(name).integer(newer).query();
  return rows.next() ? std::optional(rows.integer()) : std::nullopt;
}

void PluginTable::insert_installed(const InstalledPluginRow& row) {
  Binder columns(insert_plugin_);
  plugin_columns(columns, row);
  insert_plugin_.run();
}

void PluginTable::put_use(const PluginUseRow& row) {
  Binder columns(put_use_);
  use_columns(columns, row);
  put_use_.run();
}

void PluginTable::delete_use(std::string_view county, std::string_view name) {
  delete_use_.text(county).text(name).run();
}

void PluginTable::put_host(const PluginHostRow& row) {
  Binder columns(put_host_);
  host_columns(columns, row);
  put_host_.run();
}

void PluginTable::delete_host(std::string_view county, std::string_view name,
                              std::string_view host) {
  delete_host_.text(county).text(name).text(host).run();
}

void PluginTable::put_secret(const PluginSecretRow& row) {
  Binder columns(put_secret_);
  secret_columns(columns, row);
  put_secret_.run();
}

void PluginTable::delete_secret(std::string_view county, std::string_view name,
                                std::string_view secret) {
  delete_secret_.text(county).text(name).text(secret).run();
}

void PluginTable::put_settings(const PluginSettingsRow& row) { ways_.put_settings(row); }
void PluginTable::put_channel(const PluginChannelRow& row) { ways_.put_channel(row); }
void PluginTable::delete_channels(std::string_view county, std::string_view name) {
  ways_.delete_channels(county, name);
}
void PluginTable::put_schedule(const PluginScheduleRow& row) { ways_.put_schedule(row); }
void PluginTable::delete_schedule(std::string_view county, std::string_view plugin,
                                  std::string_view hook) {
  ways_.delete_schedule(county, plugin, hook);
}
void PluginTable::delete_schedules(std::string_view county, std::string_view plugin) {
  ways_.delete_schedules(county, plugin);
}

void PluginTable::put_value(std::string_view county, std::string_view name, std::string_view key,
                            std::string_view value) {
  put_value_.text(county).text(name).text(key).text(value).run();
}

void PluginTable::delete_value(std::string_view county, std::string_view name,
                               std::string_view key) {
  delete_value_.text(county).text(name).text(key).run();
}

void PluginTable::insert_job(const PluginJobRow& row) {
  Binder columns(insert_job_);
  job_columns(columns, row);
  insert_job_.run();
}

void PluginTable::update_job(const PluginJobRow& row) {
  Binder columns(update_job_);
  job_progress(columns, row);
  columns.integer(row.ended_ms);
  columns.text(row.id);
  update_job_.run();
}

void PluginTable::delete_job(std::string_view id) { delete_job_.text(id).run(); }

void PluginTable::insert_log(const PluginLogRow& row) {
  Binder columns(insert_log_);
  log_body(columns, row);
  insert_log_.run();
}

std::int64_t PluginTable::delete_log(std::string_view county, std::string_view name,
                                     std::int64_t last, int limit) {
  return delete_log_.text(county).text(name).integer(last).integer(std::int64_t{limit}).run();
}

}  // namespace qianqiao
