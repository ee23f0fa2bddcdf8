// SQL text of deadlines and rungs.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_DEADLINE_COLUMNS                                                         \
  "county, rule, hook, clause, effect, anchor_ms, budget_unit, budget_days, budget_day, " \
  "rule_version, calendar_version, due_nominal, due_ms, provisional, state, armed_ms, "   \
  "armed_sequence, stopped_ms, supersedes, next_rung, next_rung_ms"
#define QIANQIAO_DEADLINE_KINDS \
  "ttttiiiii"                   \
  "tttiiii"                     \
  "iiiti"
#define QIANQIAO_SELECT_DEADLINES "SELECT id, subject, " QIANQIAO_DEADLINE_COLUMNS " FROM deadline "
#define QIANQIAO_DEADLINE_ROW "it" QIANQIAO_DEADLINE_KINDS

inline constexpr Sql kInsertDeadline = {
    "INSERT INTO deadline (subject, " QIANQIAO_DEADLINE_COLUMNS
    ") VALUES (:subject, :county, :rule, :hook, :clause, :effect, :anchor_ms, :budget_unit, "
    ":budget_days, :budget_day, :rule_version, :calendar_version, :due_nominal, :due_ms, "
    ":provisional, :state, :armed_ms, :armed_sequence, :stopped_ms, :supersedes, :next_rung, "
    ":next_rung_ms) RETURNING id",
    "t" QIANQIAO_DEADLINE_KINDS, "i"};
inline constexpr Sql kUpdateDeadline = {
    "UPDATE deadline SET county = :county, rule = :rule, hook = :hook, clause = :clause, "
    "effect = :effect, anchor_ms = :anchor_ms, budget_unit = :budget_unit, "
    "budget_days = :budget_days, budget_day = :budget_day, rule_version = :rule_version, "
    "calendar_version = :calendar_version, due_nominal = :due_nominal, due_ms = :due_ms, "
    "provisional = :provisional, state = :state, armed_ms = :armed_ms, "
    "armed_sequence = :armed_sequence, stopped_ms = :stopped_ms, supersedes = :supersedes, "
    "next_rung = :next_rung, next_rung_ms = :next_rung_ms WHERE id = :id",
    QIANQIAO_DEADLINE_KINDS "i"};
// Of what happens all day, only what it changes: a database rewrites every index of a column that
// is set, changed or not.
inline constexpr Sql kAdvanceDeadline = {
    "UPDATE deadline SET calendar_version = :calendar_version, next_rung = :next_rung, "
    "next_rung_ms = :next_rung_ms WHERE id = :id",
    "ttii"};
inline constexpr Sql kStopDeadline = {
    "UPDATE deadline SET calendar_version = :calendar_version, state = :state, "
    "stopped_ms = :stopped_ms, next_rung = :next_rung, next_rung_ms = :next_rung_ms "
    "WHERE id = :id",
    "tiitii"};
inline constexpr Sql kFindDeadline = {QIANQIAO_SELECT_DEADLINES "WHERE id = :id", "i",
                                      QIANQIAO_DEADLINE_ROW};
inline constexpr Sql kDeadlinesOf = {
    QIANQIAO_SELECT_DEADLINES "WHERE subject = :subject ORDER BY id", "t", QIANQIAO_DEADLINE_ROW};
inline constexpr Sql kAllDeadlines = {QIANQIAO_SELECT_DEADLINES
                                      "WHERE id > :after ORDER BY id LIMIT :limit",
                                      "ii", QIANQIAO_DEADLINE_ROW};
inline constexpr Sql kDueDeadlines = {
    QIANQIAO_SELECT_DEADLINES
    "WHERE state = 0 AND next_rung_ms IS NOT NULL AND next_rung_ms <= :now "
    "ORDER BY next_rung_ms, id LIMIT :limit",
    "ii", QIANQIAO_DEADLINE_ROW};
inline constexpr Sql kNextRungInstant = {
    "SELECT next_rung_ms FROM deadline WHERE state = 0 AND next_rung_ms IS NOT NULL "
    "ORDER BY next_rung_ms LIMIT 1",
    "", "i"};
inline constexpr Sql kDeadlinesTouchingYear = {
    QIANQIAO_SELECT_DEADLINES
    "WHERE id > :after AND state = 0 AND "
    "(provisional <> 0 OR (anchor_ms < :year_ends_ms AND due_ms >= :year_begins_ms)) "
    "ORDER BY id LIMIT :limit",
    "iiii", QIANQIAO_DEADLINE_ROW};

inline constexpr Sql kSilentDeadlines = {
    QIANQIAO_SELECT_DEADLINES
    "WHERE id > :after AND state = 0 AND next_rung_ms IS NULL ORDER BY id LIMIT :limit",
    "ii", QIANQIAO_DEADLINE_ROW};

// What a list shows; the terms of its filters follow. The subject is joined as `s`, for whoever has
// to ask of it who may see it.
inline constexpr std::string_view kListedDeadlineKinds = QIANQIAO_DEADLINE_ROW "itttt";
inline constexpr std::string_view kSelectListedDeadlines =
    "SELECT d.id, d.subject, d.county, rule, hook, clause, effect, anchor_ms, budget_unit, "
    "budget_days, budget_day, rule_version, calendar_version, due_nominal, due_ms, provisional, "
    "d.state, armed_ms, armed_sequence, stopped_ms, supersedes, next_rung, next_rung_ms, s.kind, "
    "s.state, CASE s.kind WHEN 0 THEN '' ELSE s.case_id END, s.organisation, coalesce(e.name, '') "
    "FROM deadline d JOIN subject s ON s.id = d.subject "
    "LEFT JOIN enterprise e ON e.id = s.enterprise "
    "WHERE d.state = 0 AND (d.due_ms, d.id) > (:after_ms, :after)";

#undef QIANQIAO_DEADLINE_COLUMNS
#undef QIANQIAO_DEADLINE_KINDS
#undef QIANQIAO_SELECT_DEADLINES
#undef QIANQIAO_DEADLINE_ROW

inline constexpr Sql kClaimRung = {
    "INSERT INTO rung (deadline, rung, due_ms, claimed_ms, inherited) "
    "VALUES (:deadline, :rung, :due_ms, :claimed_ms, :inherited) "
    "ON CONFLICT (deadline, rung) DO NOTHING",
    "itiii"};
inline constexpr Sql kRungsOf = {
    "SELECT deadline, rung, due_ms, claimed_ms, inherited FROM rung WHERE deadline = :deadline "
    "ORDER BY due_ms, rung",
    "i", "itiii"};

inline constexpr Sql kCountDeadlines = {
    "SELECT coalesce(sum(running), 0), "
    "coalesce(sum(CASE WHEN due_ms <= :due_before_ms THEN running ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN provisional <> 0 THEN running ELSE 0 END), 0) "
    "FROM deadline_tally WHERE effect = :effect",
    "ii", "iii"};

}  // namespace qianqiao::sql
