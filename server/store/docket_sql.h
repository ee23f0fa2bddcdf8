// SQL text of dockets: frozen versions of lists, batches, and what came of their cases.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_DOCKET_COLUMNS \
  "id, county, kind, number, as_of_ms, made_by, cause, origin, superseded_by, cases, digest"
#define QIANQIAO_DOCKET_KINDS "tttiittttib"

inline constexpr Sql kInsertDocket = {
    "INSERT INTO docket (" QIANQIAO_DOCKET_COLUMNS
    ") VALUES (:id, :county, :kind, :number, :as_of_ms, :made_by, :cause, :origin, "
    ":superseded_by, :cases, :digest)",
    QIANQIAO_DOCKET_KINDS};
inline constexpr Sql kFindDocket = {"SELECT " QIANQIAO_DOCKET_COLUMNS " FROM docket WHERE id = :id",
                                    "t", QIANQIAO_DOCKET_KINDS};
inline constexpr Sql kDockets = {"SELECT " QIANQIAO_DOCKET_COLUMNS
                                 " FROM docket WHERE county = :county AND kind = :kind "
                                 "AND number < :before ORDER BY number DESC LIMIT :limit",
                                 "ttii", QIANQIAO_DOCKET_KINDS};
inline constexpr Sql kAllDockets = {"SELECT " QIANQIAO_DOCKET_COLUMNS
                                    " FROM docket WHERE id > :after ORDER BY id LIMIT :limit",
                                    "ti", QIANQIAO_DOCKET_KINDS};
inline constexpr Sql kSupersedeDocket = {
    "UPDATE docket SET superseded_by = :superseded_by WHERE id = :id", "tt"};

#undef QIANQIAO_DOCKET_COLUMNS
#undef QIANQIAO_DOCKET_KINDS

#define QIANQIAO_ENTRY_COLUMNS                                                            \
  "docket, subject, enterprise, enterprise_name, uscc, state, case_version, entered_ms, " \
  "outcome, problem, sequence, settled_ms"
#define QIANQIAO_ENTRY_KINDS \
  "tttttt"                   \
  "iitt"                     \
  "ii"
#define QIANQIAO_FREEZE_ENTRIES "INSERT INTO docket_entry (" QIANQIAO_ENTRY_COLUMNS ") "

inline constexpr Sql kInsertDocketEntry = {
    QIANQIAO_FREEZE_ENTRIES
    "VALUES (:docket, :subject, :enterprise, :enterprise_name, :uscc, :state, :case_version, "
    ":entered_ms, :outcome, :problem, :sequence, :settled_ms)",
    QIANQIAO_ENTRY_KINDS};
// Frozen where the rows lie: a county's target list has tens of thousands.
inline constexpr Sql kFreezeList = {
    QIANQIAO_FREEZE_ENTRIES
    "SELECT :docket, l.subject, s.enterprise, e.name, e.uscc, s.state, s.version, l.entered_ms, "
    "'', '', 0, NULL FROM list_entry l CROSS JOIN subject s ON s.id = l.subject "
    "CROSS JOIN enterprise e ON e.id = s.enterprise "
    "WHERE l.county = :county AND l.list = :list AND l.left_ms IS NULL",
    "ttt"};
inline constexpr Sql kFreezeRoster = {
    QIANQIAO_FREEZE_ENTRIES
    "SELECT :docket, s.id, s.enterprise, e.name, e.uscc, s.state, s.version, l.entered_ms, "
    "'', '', 0, NULL FROM roster_entry r CROSS JOIN subject s ON s.enterprise = r.enterprise "
    "CROSS JOIN list_entry l ON l.subject = s.id AND l.list = 'target' "
    "CROSS JOIN enterprise e ON e.id = s.enterprise "
    "WHERE r.roster = :roster AND s.kind = 0 AND l.county = :county AND l.left_ms IS NULL",
    "ttt"};
inline constexpr Sql kFreezeState = {
    QIANQIAO_FREEZE_ENTRIES
    "SELECT :docket, s.id, s.enterprise, e.name, e.uscc, s.state, s.version, l.entered_ms, "
    ":outcome, '', 0, NULL FROM subject s CROSS JOIN enterprise e ON e.id = s.enterprise "
    "LEFT JOIN list_entry l ON l.subject = s.id AND l.list = 'recommendation' "
    "AND l.left_ms IS NULL "
    "WHERE s.kind = 0 AND s.county = :county AND s.stage = :stage AND s.state = :state",
    "ttttt"};
inline constexpr Sql kCopyDocket = {
    QIANQIAO_FREEZE_ENTRIES
    "SELECT :docket, subject, enterprise, enterprise_name, uscc, state, case_version, entered_ms, "
    "outcome, problem, sequence, settled_ms FROM docket_entry "
    "WHERE docket = :former AND subject <> :except",
    "ttt"};
inline constexpr Sql kFindDocketEntry = {
    "SELECT " QIANQIAO_ENTRY_COLUMNS
    " FROM docket_entry WHERE docket = :docket AND subject = :subject",
    "tt", QIANQIAO_ENTRY_KINDS};
inline constexpr Sql kDocketEntries = {
    "SELECT " QIANQIAO_ENTRY_COLUMNS
    " FROM docket_entry WHERE docket = :docket AND subject > :after ORDER BY subject LIMIT :limit",
    "tti", QIANQIAO_ENTRY_KINDS};

#undef QIANQIAO_ENTRY_COLUMNS
#undef QIANQIAO_ENTRY_KINDS
#undef QIANQIAO_FREEZE_ENTRIES

inline constexpr Sql kSettleDocketEntry = {
    "UPDATE docket_entry SET outcome = :outcome, problem = :problem, sequence = :sequence, "
    "settled_ms = :settled_ms WHERE docket = :docket AND subject = :subject "
    "AND outcome NOT IN ('signed', 'pushed')",
    "ttiitt"};
inline constexpr Sql kDocketTally = {
    "SELECT coalesce(sum(outcome = ''), 0), coalesce(sum(outcome = 'signed'), 0), "
    "coalesce(sum(outcome = 'pushed'), 0), coalesce(sum(outcome = 'refused'), 0) "
    "FROM docket_entry WHERE docket = :docket",
    "t", "iiii"};
inline constexpr Sql kDocketsSigning = {
    "SELECT docket FROM docket_entry WHERE subject = :subject AND outcome = 'signed' "
    "ORDER BY docket",
    "t", "t"};

}  // namespace qianqiao::sql
