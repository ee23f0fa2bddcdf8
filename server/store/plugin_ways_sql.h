// SQL text of plugins' settings, channels and schedules.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

inline constexpr Sql kPluginSettings = {
    "SELECT county, name, settings, set_by, set_ms FROM plugin_settings "
    "WHERE county = :county AND name = :name",
    "tt", "tttti"};
inline constexpr Sql kPutPluginSettings = {
    "INSERT OR REPLACE INTO plugin_settings (county, name, settings, set_by, set_ms) "
    "VALUES (:county, :name, :settings, :set_by, :set_ms)",
    "tttti"};
inline constexpr Sql kPluginChannels = {
    "SELECT county, name, hook, by_phone, notices, set_by, set_ms FROM plugin_channel "
    "ORDER BY county, name, hook",
    "", "tttitti"};
inline constexpr Sql kPutPluginChannel = {
    "INSERT OR REPLACE INTO plugin_channel (county, name, hook, by_phone, notices, set_by, set_ms) "
    "VALUES (:county, :name, :hook, :by_phone, :notices, :set_by, :set_ms)",
    "tttitti"};
inline constexpr Sql kDeletePluginChannels = {
    "DELETE FROM plugin_channel WHERE county = :county AND name = :name", "tt"};
inline constexpr Sql kDuePluginSchedules = {
    "SELECT county, plugin, hook, next_ms FROM plugin_schedule WHERE next_ms <= :now "
    "ORDER BY next_ms, county, plugin, hook",
    "i", "ttti"};
inline constexpr Sql kNextPluginSchedule = {
    "SELECT next_ms FROM plugin_schedule ORDER BY next_ms LIMIT 1", "", "i"};
inline constexpr Sql kPutPluginSchedule = {
    "INSERT OR REPLACE INTO plugin_schedule (county, plugin, hook, next_ms) "
    "VALUES (:county, :plugin, :hook, :next_ms)",
    "ttti"};
inline constexpr Sql kDeletePluginSchedule = {
    "DELETE FROM plugin_schedule WHERE county = :county AND plugin = :plugin AND hook = :hook",
    "ttt"};
inline constexpr Sql kDeletePluginSchedules = {
    "DELETE FROM plugin_schedule WHERE county = :county AND plugin = :plugin", "tt"};

}  // namespace qianqiao::sql
