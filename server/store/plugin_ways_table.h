// How plugins are called beside cases, of one connection: settings of a county, channels for its
// notices, times of scheduled hooks. A part of PluginTable.
#pragma once

#include "server/ports/plugin_records.h"
#include "server/store/statement.h"

namespace qianqiao {

class PluginWaysTable {
 public:
  explicit PluginWaysTable(Connection& connection);

  std::optional<PluginSettingsRow> settings(std::string_view county, std::string_view name);
  std::vector<PluginChannelRow> channels();
  std::vector<PluginScheduleRow> due_schedules(Instant now);
  std::optional<Instant> next_schedule_instant();

  void put_settings(const PluginSettingsRow& row);
  void put_channel(const PluginChannelRow& row);
  void delete_channels(std::string_view county, std::string_view name);
  void put_schedule(const PluginScheduleRow& row);
  void delete_schedule(std::string_view county, std::string_view plugin, std::string_view hook);
  void delete_schedules(std::string_view county, std::string_view plugin);

 private:
  Statement settings_, put_settings_, channels_, put_channel_, delete_channels_, due_schedules_,
      next_schedule_, put_schedule_, delete_schedule_, delete_schedules_;
};

}  // namespace qianqiao
