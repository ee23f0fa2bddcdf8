#include "server/store/plugin_ways_table.h"

#include "server/store/columns.h"
#include "server/store/plugin_ways_sql.h"

namespace qianqiao {
namespace {

template <class Columns, class Row>
void settings_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.name);
  c.text(row.settings);
  c.text(row.set_by);
  c.integer(row.set_ms);
}

template <class Columns, class Row>
void channel_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.name);
  c.text(row.hook);
  c.flag(row.by_phone);
  c.text(row.notices);
  c.text(row.set_by);
  c.integer(row.set_ms);
}

template <class Columns, class Row>
void schedule_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.plugin);
  c.text(row.hook);
  c.integer(row.next_ms);
}

}  // namespace

PluginWaysTable::PluginWaysTable(Connection& connection)
    : settings_(connection, sql::kPluginSettings),
      put_settings_(connection, sql::kPutPluginSettings),
      channels_(connection, sql::kPluginChannels),
      put_channel_(connection, sql::kPutPluginChannel),
      delete_channels_(connection, sql::kDeletePluginChannels),
      due_schedules_(connection, sql::kDuePluginSchedules),
      next_schedule_(connection, sql::kNextPluginSchedule),
      put_schedule_(connection, sql::kPutPluginSchedule),
      delete_schedule_(connection, sql::kDeletePluginSchedule),
      delete_schedules_(connection, sql::kDeletePluginSchedules) {}

std::optional<PluginSettingsRow> PluginWaysTable::settings(std::string_view county,
                                                           std::string_view name) {
  auto rows = settings_.text(county).text(name).query();
  if (!rows.next()) return std::nullopt;
  Fetcher columns(rows);
  PluginSettingsRow row;
  settings_columns(columns, row);
  return row;
}

std::vector<PluginChannelRow> PluginWaysTable::channels() {
  std::vector<PluginChannelRow> out;
  for (auto rows = channels_.query(); rows.next();) {
    Fetcher columns(rows);
    channel_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<PluginScheduleRow> PluginWaysTable::due_schedules(Instant now) {
  std::vector<PluginScheduleRow> out;
  for (auto rows = due_schedules_.integer(to_milliseconds(now)).query(); rows.next();) {
    Fetcher columns(rows);
    schedule_columns(columns, out.emplace_back());
  }
  return out;
}

std::optional<Instant> PluginWaysTable::next_schedule_instant() {
  auto rows = next_schedule_.query();
  return rows.next() ? std::optional(from_milliseconds(rows.integer())) : std::nullopt;
}

void PluginWaysTable::put_settings(const PluginSettingsRow& row) {
  Binder columns(put_settings_);
  settings_columns(columns, row);
  put_settings_.run();
}

void PluginWaysTable::put_channel(const PluginChannelRow& row) {
  Binder columns(put_channel_);
  channel_columns(columns, row);
  put_channel_.run();
}

void PluginWaysTable::delete_channels(std::string_view county, std::string_view name) {
  delete_channels_.text(county).text(name).run();
}

void PluginWaysTable::put_schedule(const PluginScheduleRow& row) {
  Binder columns(put_schedule_);
  schedule_columns(columns, row);
  put_schedule_.run();
}

void PluginWaysTable::delete_schedule(std::string_view county, std::string_view plugin,
                                      std::string_view hook) {
  delete_schedule_.text(county).text(plugin).text(hook).run();
}

void PluginWaysTable::delete_schedules(std::string_view county, std::string_view plugin) {
  delete_schedules_.text(county).text(plugin).run();
}

}  // namespace qianqiao
