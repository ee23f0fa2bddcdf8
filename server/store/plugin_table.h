// Plugins, their values, jobs and log lines of one connection. A reading connection's is asked
// through PluginReads only.
#pragma once

#include "server/ports/plugin_records.h"
#include "server/store/plugin_ways_table.h"
#include "server/store/statement.h"

namespace qianqiao {

class PluginTable : public PluginReads, public PluginWrites {
 public:
  explicit PluginTable(Connection& connection);

  std::vector<InstalledPluginRow> installed(std::string_view county) override;
  std::vector<PluginUseRow> in_use(std::string_view county) override;
  std::vector<PluginHostRow> hosts(std::string_view county, std::string_view name) override;
  std::vector<PluginSecretRow> secrets(std::string_view county, std::string_view name) override;
  std::optional<PluginSettingsRow> settings(std::string_view county,
                                            std::string_view name) override;
  std::vector<PluginChannelRow> channels() override;
  std::vector<PluginScheduleRow> due_schedules(Instant now) override;
  std::optional<Instant> next_schedule_instant() override;
  std::optional<std::string> value(std::string_view county, std::string_view name,
                                   std::string_view key) override;
  std::int64_t count_values(std::string_view county, std::string_view name) override;
  std::optional<PluginJobRow> job(std::string_view id) override;
  std::vector<PluginJobRow> due_jobs(Instant now, int limit) override;
  std::vector<PluginJobRow> running_jobs() override;
  std::optional<Instant> next_job_instant() override;
  std::vector<PluginJobRow> jobs_of_subject(const SubjectId& subject) override;
  std::optional<PluginJobRow> job_of_incident(std::int64_t incident) override;
  std::vector<PluginJobRow> jobs_of_plugin(std::string_view county, std::string_view name,
                                           std::string_view before, int limit) override;
  std::vector<std::string> ended_jobs(Instant before, int limit) override;
  std::int64_t count_waiting_jobs() override;
  std::vector<PluginLogRow> log(std::string_view county, std::string_view name, std::int64_t before,
                                int limit) override;
  std::optional<std::int64_t> log_line_behind(std::string_view county, std::string_view name,
                                              std::int64_t newer) override;

  void insert_installed(const InstalledPluginRow& row) override;
  void put_use(const PluginUseRow& row) override;
  void delete_use(std::string_view county, std::string_view name) override;
  void put_host(const PluginHostRow& row) override;
  void delete_host(std::string_view county, std::string_view name, std::string_view host) override;
  void put_secret(const PluginSecretRow& row) override;
  void delete_secret(std::string_view county, std::string_view name,
                     std::string_view secret) override;
  void put_settings(const PluginSettingsRow& row) override;
  void put_channel(const PluginChannelRow& row) override;
  void delete_channels(std::string_view county, std::string_view name) override;
  void put_schedule(const PluginScheduleRow& row) override;
  void delete_schedule(std::string_view county, std::string_view plugin,
                       std::string_view hook) override;
  void delete_schedules(std::string_view county, std::string_view plugin) override;
  void put_value(std::string_view county, std::string_view name, std::string_view key,
                 std::string_view value) override;
  void delete_value(std::string_view county, std::string_view name, std::string_view key) override;
  void insert_job(const PluginJobRow& row) override;
  void update_job(const PluginJobRow& row) override;
  void delete_job(std::string_view id) override;
  void insert_log(const PluginLogRow& row) override;
  std::int64_t delete_log(std::string_view county, std::string_view name, std::int64_t last,
                          int limit) override;

 private:
  Statement insert_plugin_, plugins_, plugins_of_, put_use_, delete_use_, uses_, uses_of_,
      put_host_, delete_host_, hosts_, put_secret_, delete_secret_, secrets_, put_value_,
      delete_value_, find_value_, count_values_;
  PluginWaysTable ways_;
  Statement insert_job_, update_job_, find_job_, due_jobs_, running_jobs_, next_job_,
      jobs_of_subject_, job_of_incident_, jobs_of_plugin_, ended_jobs_, delete_job_, count_waiting_,
      count_running_, insert_log_, log_, log_line_behind_, delete_log_;
};

}  // namespace qianqiao
