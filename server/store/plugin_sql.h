// SQL text of plugins and their jobs.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_PLUGIN_COLUMNS \
  "county, name, version, digest, manifest, folder, installed_by, installed_ms"
#define QIANQIAO_JOB_COLUMNS                                                                 \
  "id, county, subject, kind, hook, step, plugin, about, version, digest, state, attempts, " \
  "next_ms, "                                                                                \
  "verdict, failure, detail, detail_en, incident, opened_ms, ended_ms"
#define QIANQIAO_JOB_KINDS "tttttttttttiittttiii"
#define QIANQIAO_SELECT_JOB "SELECT " QIANQIAO_JOB_COLUMNS " FROM plugin_job "

inline constexpr Sql kInsertPlugin = {
    "INSERT INTO plugin (" QIANQIAO_PLUGIN_COLUMNS
    ") VALUES (:county, :name, :version, :digest, :manifest, :folder, :installed_by, "
    ":installed_ms)",
    "ttttttti"};
inline constexpr Sql kPlugins = {"SELECT " QIANQIAO_PLUGIN_COLUMNS
                                 " FROM plugin ORDER BY county, name, version",
                                 "", "ttttttti"};
inline constexpr Sql kPluginsOf = {"SELECT " QIANQIAO_PLUGIN_COLUMNS
                                   " FROM plugin WHERE county = :county ORDER BY name, version",
                                   "t", "ttttttti"};
inline constexpr Sql kPutPluginUse = {
    "INSERT OR REPLACE INTO plugin_use (county, name, version, enabled_by, enabled_ms) "
    "VALUES (:county, :name, :version, :enabled_by, :enabled_ms)",
    "tttti"};
inline constexpr Sql kDeletePluginUse = {
    "DELETE FROM plugin_use WHERE county = :county AND name = :name", "tt"};
inline constexpr Sql kPluginUses = {
    "SELECT county, name, version, enabled_by, enabled_ms FROM plugin_use ORDER BY county, name",
    "", "tttti"};
inline constexpr Sql kPluginUsesOf = {
    "SELECT county, name, version, enabled_by, enabled_ms FROM plugin_use "
    "WHERE county = :county ORDER BY name",
    "t", "tttti"};
inline constexpr Sql kPutPluginHost = {
    "INSERT OR REPLACE INTO plugin_host (county, name, host, approved_by, approved_ms) "
    "VALUES (:county, :name, :host, :approved_by, :approved_ms)",
    "tttti"};
inline constexpr Sql kDeletePluginHost = {
    "DELETE FROM plugin_host WHERE county = :county AND name = :name AND host = :host", "ttt"};
inline constexpr Sql kPluginHosts = {
    "SELECT county, name, host, approved_by, approved_ms FROM plugin_host "
    "WHERE county = :county AND name = :name ORDER BY host",
    "tt", "tttti"};
inline constexpr Sql kPutPluginSecret = {
    "INSERT OR REPLACE INTO plugin_secret (county, name, secret, sealed, set_by, set_ms) "
    "VALUES (:county, :name, :secret, :sealed, :set_by, :set_ms)",
    "tttbti"};
inline constexpr Sql kDeletePluginSecret = {
    "DELETE FROM plugin_secret WHERE county = :county AND name = :name AND secret = :secret",
    "ttt"};
inline constexpr Sql kPluginSecrets = {
    "SELECT county, name, secret, sealed, set_by, set_ms FROM plugin_secret "
    "WHERE county = :county AND name = :name ORDER BY secret",
    "tt", "tttbti"};
inline constexpr Sql kPutPluginValue = {
    "INSERT OR REPLACE INTO plugin_value (county, name, key, value) "
    "VALUES (:county, :name, :key, :value)",
    "tttt"};
inline constexpr Sql kDeletePluginValue = {
    "DELETE FROM plugin_value WHERE county = :county AND name = :name AND key = :key", "ttt"};
inline constexpr Sql kFindPluginValue = {
    "SELECT value FROM plugin_value WHERE county = :county AND name = :name AND key = :key", "ttt",
    "t"};
inline constexpr Sql kCountPluginValues = {
    "SELECT COUNT(*) FROM plugin_value WHERE county = :county AND name = :name", "tt", "i"};

inline constexpr Sql kInsertPluginJob = {
    "INSERT INTO plugin_job (" QIANQIAO_JOB_COLUMNS
    ") VALUES (:id, :county, :subject, :kind, :hook, :step, :plugin, :about, :version, :digest, "
    ":state, "
    ":attempts, :next_ms, :verdict, :failure, :detail, :detail_en, :incident, :opened_ms, "
    ":ended_ms)",
    QIANQIAO_JOB_KINDS};
inline constexpr Sql kUpdatePluginJob = {
    "UPDATE plugin_job SET version = :version, digest = :digest, state = :state, "
    "attempts = :attempts, next_ms = :next_ms, verdict = :verdict, failure = :failure, "
    "detail = :detail, detail_en = :detail_en, incident = :incident, ended_ms = :ended_ms "
    "WHERE id = :id",
    "tttiittttiit"};
inline constexpr Sql kFindPluginJob = {QIANQIAO_SELECT_JOB "WHERE id = :id", "t",
                                       QIANQIAO_JOB_KINDS};
inline constexpr Sql kDuePluginJobs = {QIANQIAO_SELECT_JOB
                                       "WHERE state = 'waiting' AND next_ms <= :now "
                                       "ORDER BY next_ms, id LIMIT :most",
                                       "ii", QIANQIAO_JOB_KINDS};
inline constexpr Sql kRunningPluginJobs = {
    QIANQIAO_SELECT_JOB "WHERE state = 'running' ORDER BY id", "", QIANQIAO_JOB_KINDS};
inline constexpr Sql kNextPluginJob = {
    "SELECT next_ms FROM plugin_job WHERE state = 'waiting' ORDER BY next_ms LIMIT 1", "", "i"};
inline constexpr Sql kPluginJobsOfSubject = {
    QIANQIAO_SELECT_JOB "WHERE subject = :subject ORDER BY id", "t", QIANQIAO_JOB_KINDS};
inline constexpr Sql kPluginJobOfIncident = {
    QIANQIAO_SELECT_JOB "WHERE incident = :incident AND incident <> 0", "i", QIANQIAO_JOB_KINDS};
inline constexpr Sql kPluginJobsOfPlugin = {
    QIANQIAO_SELECT_JOB
    "WHERE county = :county AND plugin = :plugin AND id < :before ORDER BY id DESC LIMIT :most",
    "ttti", QIANQIAO_JOB_KINDS};
inline constexpr Sql kEndedPluginJobs = {
    "SELECT id FROM plugin_job WHERE ended_ms <= :before AND incident = 0 "
    "ORDER BY ended_ms LIMIT :most",
    "ii", "t"};
inline constexpr Sql kDeletePluginJob = {"DELETE FROM plugin_job WHERE id = :id", "t"};
inline constexpr Sql kCountWaitingPluginJobs = {
    "SELECT COUNT(*) FROM plugin_job WHERE state = 'waiting'", "", "i"};
inline constexpr Sql kCountRunningPluginJobs = {
    "SELECT COUNT(*) FROM plugin_job WHERE state = 'running'", "", "i"};
inline constexpr Sql kInsertPluginLog = {
    "INSERT INTO plugin_log (county, plugin, version, job, at_ms, level, text) "
    "VALUES (:county, :plugin, :version, :job, :at_ms, :level, :text)",
    "ttttitt"};
inline constexpr Sql kPluginLogLineBehind = {
    "SELECT id FROM plugin_log WHERE county = :county AND plugin = :plugin "
    "ORDER BY id DESC LIMIT 1 OFFSET :newer",
    "tti", "i"};
inline constexpr Sql kDeletePluginLog = {
    "DELETE FROM plugin_log WHERE id IN (SELECT id FROM plugin_log WHERE county = :county AND "
    "plugin = :plugin AND id <= :last ORDER BY id LIMIT :most)",
    "ttii"};
inline constexpr Sql kPluginLog = {
    "SELECT id, county, plugin, version, job, at_ms, level, text FROM plugin_log "
    "WHERE county = :county AND plugin = :plugin AND id < :before ORDER BY id DESC LIMIT :most",
    "ttii", "ittttitt"};

#undef QIANQIAO_PLUGIN_COLUMNS
#undef QIANQIAO_JOB_COLUMNS
#undef QIANQIAO_JOB_KINDS
#undef QIANQIAO_SELECT_JOB

}  // namespace qianqiao::sql
