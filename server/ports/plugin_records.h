// What the store keeps of plugins: what is installed and enabled, approved hosts, kept values, jobs
// and log lines. A part of the store's port, in a header of its own: few have to do with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"

namespace qianqiao {

struct InstalledPluginRow {
  std::string county;  // that installed it, by code
  std::string name;
  std::string version;
  std::string digest;    // of its folder, hexadecimal
  std::string manifest;  // JSON
  std::string folder;    // below the data directory
  PersonId installed_by;
  std::int64_t installed_ms = 0;
  bool operator==(const InstalledPluginRow&) const = default;
};

struct PluginUseRow {
  std::string county;
  std::string name;
  std::string version;
  PersonId enabled_by;
  std::int64_t enabled_ms = 0;
  bool operator==(const PluginUseRow&) const = default;
};

struct PluginHostRow {
  std::string county;
  std::string name;
  std::string host;
  PersonId approved_by;
  std::int64_t approved_ms = 0;
  bool operator==(const PluginHostRow&) const = default;
};

// What an administrator entered for a plugin to be authorised with elsewhere.
struct PluginSecretRow {
  std::string county;
  std::string name;    // of the plugin
  std::string secret;  // its name
  std::string sealed;  // never as it is
  PersonId set_by;
  std::int64_t set_ms = 0;
  bool operator==(const PluginSecretRow&) const = default;
};

// What a county changed of the settings of a plugin's manifest.
struct PluginSettingsRow {
  std::string county;
  std::string name;
  std::string settings;  // JSON object
  PersonId set_by;
  std::int64_t set_ms = 0;
  bool operator==(const PluginSettingsRow&) const = default;
};

// A notifier that a county's notices go to.
struct PluginChannelRow {
  std::string county;
  std::string name;  // of the plugin
  std::string hook;
  bool by_phone = false;  // to each receiver's number; else once, to a group of the county's people
  std::string notices;    // JSON list: kinds of notice; empty list: all
  PersonId set_by;
  std::int64_t set_ms = 0;
  bool operator==(const PluginChannelRow&) const = default;
};

// When a scheduled hook is due next.
struct PluginScheduleRow {
  std::string county;
  std::string plugin;
  std::string hook;
  std::int64_t next_ms = 0;
  bool operator==(const PluginScheduleRow&) const = default;
};

namespace job_state {
inline constexpr char kWaiting[] = "waiting", kRunning[] = "running", kDone[] = "done",
                      kFailed[] = "failed", kSkipped[] = "skipped";
}

// One call of a hook, however many attempts it takes. Effects are told apart by its id.
struct PluginJobRow {
  std::string id;
  std::string county;
  SubjectId subject;  // a case; empty: the county's cases
  std::string kind;   // of hook: "step", "on", …
  std::string hook;
  std::string step;  // of the definition, that waits for it; empty: none
  std::string plugin;
  std::string about;    // JSON: what it is about beside its subject; empty: nothing
  std::string version;  // that ran last; empty: none yet
  std::string digest;
  std::string state = job_state::kWaiting;
  int attempts = 0;
  std::int64_t next_ms = 0;
  std::string verdict;  // canonical JSON; empty: none yet
  std::string failure;  // the last one's kind; empty: none
  Text detail;          // of it, or why it was skipped
  std::int64_t incident = 0;
  std::int64_t opened_ms = 0;
  std::optional<std::int64_t> ended_ms;
  bool operator==(const PluginJobRow&) const = default;
};

struct PluginLogRow {
  std::int64_t id = 0;
  std::string county;
  std::string plugin;
  std::string version;
  std::string job;
  std::int64_t at_ms = 0;
  std::string level;
  std::string text;
  bool operator==(const PluginLogRow&) const = default;
};

class PluginReads {
 public:
  virtual ~PluginReads() = default;
  // Of a county, or of all where it is empty; by county, name, version.
  virtual std::vector<InstalledPluginRow> installed(std::string_view county) = 0;
  virtual std::vector<PluginUseRow> in_use(std::string_view county) = 0;
  virtual std::vector<PluginHostRow> hosts(std::string_view county, std::string_view name) = 0;
  virtual std::vector<PluginSecretRow> secrets(std::string_view county, std::string_view name) = 0;
  virtual std::optional<PluginSettingsRow> settings(std::string_view county,
                                                    std::string_view name) = 0;
  virtual std::vector<PluginChannelRow> channels() = 0;                   // by county, name, hook
  virtual std::vector<PluginScheduleRow> due_schedules(Instant now) = 0;  // earliest first
  virtual std::optional<Instant> next_schedule_instant() = 0;
  virtual std::optional<std::string> value(std::string_view county, std::string_view name,
                                           std::string_view key) = 0;
  virtual std::int64_t count_values(std::string_view county, std::string_view name) = 0;

  virtual std::optional<PluginJobRow> job(std::string_view id) = 0;
  // Waiting and due, earliest first.
  virtual std::vector<PluginJobRow> due_jobs(Instant now, int limit) = 0;
  virtual std::vector<PluginJobRow> running_jobs() = 0;
  virtual std::optional<Instant> next_job_instant() = 0;
  virtual std::vector<PluginJobRow> jobs_of_subject(const SubjectId& subject) = 0;  // by id
  virtual std::optional<PluginJobRow> job_of_incident(std::int64_t incident) = 0;
  // Newest first; ids below `before` (empty: from the newest).
  virtual std::vector<PluginJobRow> jobs_of_plugin(std::string_view county, std::string_view name,
                                                   std::string_view before, int limit) = 0;
  // Ids of those that ended until then and have no open incident, the first to end first.
  virtual std::vector<std::string> ended_jobs(Instant before, int limit) = 0;
  virtual std::int64_t count_waiting_jobs() = 0;  // and running
  virtual std::vector<PluginLogRow> log(std::string_view county, std::string_view name,
                                        std::int64_t before, int limit) = 0;  // newest first
  // The id of the line that has so many newer ones; none: there are no more than that.
  virtual std::optional<std::int64_t> log_line_behind(std::string_view county,
                                                      std::string_view name,
                                                      std::int64_t newer) = 0;
};

class PluginWrites {
 public:
  virtual ~PluginWrites() = default;
  virtual void insert_installed(const InstalledPluginRow& row) = 0;
  virtual void put_use(const PluginUseRow& row) = 0;  // inserts or replaces
  virtual void delete_use(std::string_view county, std::string_view name) = 0;
  virtual void put_host(const PluginHostRow& row) = 0;  // inserts or replaces
  virtual void delete_host(std::string_view county, std::string_view name,
                           std::string_view host) = 0;
  virtual void put_secret(const PluginSecretRow& row) = 0;  // inserts or replaces
  virtual void delete_secret(std::string_view county, std::string_view name,
                             std::string_view secret) = 0;
  virtual void put_settings(const PluginSettingsRow& row) = 0;  // inserts or replaces
  virtual void put_channel(const PluginChannelRow& row) = 0;    // inserts or replaces
  virtual void delete_channels(std::string_view county, std::string_view name) = 0;
  virtual void put_schedule(const PluginScheduleRow& row) = 0;  // inserts or replaces
  virtual void delete_schedule(std::string_view county, std::string_view plugin,
                               std::string_view hook) = 0;
  virtual void delete_schedules(std::string_view county, std::string_view plugin) = 0;
  virtual void put_value(std::string_view county, std::string_view name, std::string_view key,
                         std::string_view value) = 0;
  virtual void delete_value(std::string_view county, std::string_view name,
                            std::string_view key) = 0;
  virtual void insert_job(const PluginJobRow& row) = 0;
  virtual void update_job(const PluginJobRow& row) = 0;  // all but what it was opened with
  virtual void delete_job(std::string_view id) = 0;
  virtual void insert_log(const PluginLogRow& row) = 0;  // row.id is ignored
  // The oldest ones, up to this id and so many; how many they were.
  virtual std::int64_t delete_log(std::string_view county, std::string_view name, std::int64_t last,
                                  int limit) = 0;
};

}  // namespace qianqiao
