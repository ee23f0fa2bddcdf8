// SQL text of tasks and list entries.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_TASK_COLUMNS "subject, kind, role, county, organisation, opened_ms, claimed_by"
#define QIANQIAO_TASK_KINDS "tttttit"

inline constexpr Sql kOpenTask = {
    "INSERT INTO task (" QIANQIAO_TASK_COLUMNS
    ") VALUES (:subject, :kind, :role, :county, :organisation, :opened_ms, :claimed_by) "
    "ON CONFLICT (subject, kind) DO UPDATE SET role = excluded.role, county = excluded.county, "
    "organisation = excluded.organisation, opened_ms = excluded.opened_ms, "
    "claimed_by = excluded.claimed_by",
    QIANQIAO_TASK_KINDS};
inline constexpr Sql kCloseTask = {"DELETE FROM task WHERE subject = :subject AND kind = :kind",
                                   "tt"};
inline constexpr Sql kTasksOf = {"SELECT " QIANQIAO_TASK_COLUMNS
                                 " FROM task WHERE subject = :subject ORDER BY kind",
                                 "t", QIANQIAO_TASK_KINDS};

inline constexpr Sql kFindTask = {"SELECT " QIANQIAO_TASK_COLUMNS
                                  " FROM task WHERE subject = :subject AND kind = :kind",
                                  "tt", QIANQIAO_TASK_KINDS};
// One role's tasks in a few places are few enough to be sorted; 9e15 ms: no clock runs.
inline constexpr Sql kDueTasks = {
    "SELECT " QIANQIAO_TASK_COLUMNS
    ", due_ms FROM (SELECT t.*, coalesce((SELECT min(d.due_ms) FROM deadline d "
    "WHERE d.subject = t.subject AND d.state = 0), 9000000000000000) AS due_ms FROM task t WHERE "
    "(t.county IN (SELECT value FROM json_each(:counties)) AND t.role = :county_role) OR "
    "(t.organisation IN (SELECT value FROM json_each(:organisations)) AND t.organisation <> '' "
    "AND t.role = :organisation_role) OR "
    "(t.subject IN (SELECT subject FROM subject_party WHERE organisation IN "
    "(SELECT value FROM json_each(:parties))) AND t.role = :party_role)) "
    "WHERE (due_ms, opened_ms, subject, kind) > (:due_ms, :opened_ms, :subject, :kind) "
    "ORDER BY due_ms, opened_ms, subject, kind LIMIT :limit",
    "ttttttiitti", QIANQIAO_TASK_KINDS "i"};

#undef QIANQIAO_TASK_COLUMNS
#undef QIANQIAO_TASK_KINDS

// One row per subject and list: an entry after leaving begins anew; history keeps the earlier one.
inline constexpr Sql kEnterList = {
    "INSERT INTO list_entry (county, list, subject, entered_ms, left_ms) "
    "VALUES (:county, :list, :subject, :entered_ms, :left_ms) "
    "ON CONFLICT (subject, list) DO UPDATE SET county = excluded.county, "
    "entered_ms = excluded.entered_ms, left_ms = excluded.left_ms "
    "WHERE list_entry.left_ms IS NOT NULL",
    "tttii"};
inline constexpr Sql kLeaveList = {
    "UPDATE list_entry SET left_ms = :left_ms "
    "WHERE subject = :subject AND list = :list AND left_ms IS NULL",
    "itt"};
inline constexpr Sql kListEntries = {
    "SELECT county, list, subject, entered_ms, left_ms FROM list_entry "
    "WHERE county = :county AND list = :list AND subject > :after "
    "AND (:with_former = 1 OR left_ms IS NULL) ORDER BY subject LIMIT :limit",
    "tttii", "tttii"};
// Cases of a stage, or of a township, are fewer than those of a list: they lead. '/' follows '.':
// the states inside an outer one lie between.
inline constexpr Sql kListEntriesInStage = {
    "SELECT l.county, l.list, l.subject, l.entered_ms, l.left_ms FROM subject s "
    "CROSS JOIN list_entry l ON l.subject = s.id AND l.list = :list "
    "WHERE s.kind = 0 AND s.county = :county AND s.stage = :stage AND s.id > :after "
    "AND (s.state = :state OR (s.state > :inner_from AND s.state < :inner_to)) "
    "AND (s.township = :township OR :any_township = 1) "
    "AND (:with_former = 1 OR l.left_ms IS NULL) ORDER BY s.id LIMIT :limit",
    "ttttttttiii", "tttii"};
inline constexpr Sql kListEntriesInTownship = {
    "SELECT l.county, l.list, l.subject, l.entered_ms, l.left_ms FROM subject s "
    "CROSS JOIN list_entry l ON l.subject = s.id AND l.list = :list "
    "WHERE s.kind = 0 AND s.county = :county AND s.township = :township AND s.township <> '' "
    "AND s.id > :after AND (:with_former = 1 OR l.left_ms IS NULL) ORDER BY s.id LIMIT :limit",
    "ttttii", "tttii"};
inline constexpr Sql kListsOf = {
    "SELECT county, list, subject, entered_ms, left_ms FROM list_entry WHERE subject = :subject "
    "ORDER BY list",
    "t", "tttii"};

}  // namespace qianqiao::sql
