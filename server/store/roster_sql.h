// SQL text of rosters: their imports, and which enterprises each brought.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_ROSTER_COLUMNS                                                     \
  "id, county, person, dry_run, status, bytes_done, bytes_total, rows, good, bad, " \
  "started_ms, ended_ms, report"
#define QIANQIAO_ROSTER_KINDS \
  "tttit"                     \
  "iiiii"                     \
  "iit"

inline constexpr Sql kPutRoster = {
    "INSERT INTO roster (" QIANQIAO_ROSTER_COLUMNS
    ") VALUES (:id, :county, :person, :dry_run, :status, :bytes_done, :bytes_total, :rows, :good, "
    ":bad, :started_ms, :ended_ms, :report) "
    "ON CONFLICT (id) DO UPDATE SET status = excluded.status, bytes_done = excluded.bytes_done, "
    "bytes_total = excluded.bytes_total, rows = excluded.rows, good = excluded.good, "
    "bad = excluded.bad, ended_ms = excluded.ended_ms, report = excluded.report",
    QIANQIAO_ROSTER_KINDS};
inline constexpr Sql kFindRoster = {"SELECT " QIANQIAO_ROSTER_COLUMNS " FROM roster WHERE id = :id",
                                    "t", QIANQIAO_ROSTER_KINDS};
inline constexpr Sql kRosters = {"SELECT " QIANQIAO_ROSTER_COLUMNS
                                 " FROM roster WHERE id < :before ORDER BY id DESC LIMIT :limit",
                                 "ti", QIANQIAO_ROSTER_KINDS};
inline constexpr Sql kInterruptRosters = {
    "UPDATE roster SET status = 'interrupted', ended_ms = :ended_ms WHERE status = 'running'", "i"};

#undef QIANQIAO_ROSTER_COLUMNS
#undef QIANQIAO_ROSTER_KINDS

inline constexpr Sql kInsertRosterEntry = {
    "INSERT INTO roster_entry (roster, enterprise) VALUES (:roster, :enterprise) "
    "ON CONFLICT DO NOTHING",
    "tt"};
inline constexpr Sql kRosterEntries = {
    "SELECT enterprise FROM roster_entry WHERE roster = :roster AND enterprise > :after "
    "ORDER BY enterprise LIMIT :limit",
    "tti", "t"};

}  // namespace qianqiao::sql
