// SQL text of working-day notices: proposals, and what was computed by which calendar; and of
// people's calendar feeds.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_PROPOSAL_COLUMNS \
  "notices, state, proposed_by, settled_by, proposed_ms, settled_ms, moves, moves_digest"
#define QIANQIAO_PROPOSAL_KINDS "ttttiiit"

inline constexpr Sql kInsertCalendarProposal = {
    "INSERT INTO calendar_proposal (" QIANQIAO_PROPOSAL_COLUMNS
    ") VALUES (:notices, :state, :proposed_by, :settled_by, :proposed_ms, :settled_ms, :moves, "
    ":moves_digest) RETURNING id",
    QIANQIAO_PROPOSAL_KINDS, "i"};
inline constexpr Sql kUpdateCalendarProposal = {
    "UPDATE calendar_proposal SET notices = :notices, state = :state, proposed_by = :proposed_by, "
    "settled_by = :settled_by, proposed_ms = :proposed_ms, settled_ms = :settled_ms, "
    "moves = :moves, moves_digest = :moves_digest WHERE id = :id",
    QIANQIAO_PROPOSAL_KINDS "i"};
inline constexpr Sql kFindCalendarProposal = {"SELECT id, " QIANQIAO_PROPOSAL_COLUMNS
                                              " FROM calendar_proposal WHERE id = :id",
                                              "i", "i" QIANQIAO_PROPOSAL_KINDS};
inline constexpr Sql kCalendarProposals = {
    "SELECT id, " QIANQIAO_PROPOSAL_COLUMNS
    " FROM calendar_proposal WHERE id < :before ORDER BY id DESC LIMIT :limit",
    "ii", "i" QIANQIAO_PROPOSAL_KINDS};

// A rung may lie in a year that its deadline's own days do not reach.
inline constexpr Sql kDeadlinesWithin = {
    "SELECT calendar_version, count(*) FROM deadline "
    "WHERE (anchor_ms < :until AND due_ms >= :from) "
    "OR (next_rung_ms >= :rung_from AND next_rung_ms < :rung_until) "
    "OR id IN (SELECT deadline FROM rung WHERE due_ms >= :claimed_from "
    "AND due_ms < :claimed_until) GROUP BY calendar_version",
    "iiiiii", "ti"};
inline constexpr Sql kHistoryWithin = {
    "SELECT calendar_version, count(*) FROM history WHERE instant_ms >= :from "
    "AND instant_ms < :until GROUP BY calendar_version",
    "ii", "ti"};

#define QIANQIAO_FEED_COLUMNS "person, token, origin, made_ms"
inline constexpr Sql kFindCalendarFeed = {
    "SELECT " QIANQIAO_FEED_COLUMNS " FROM calendar_feed WHERE token = :token", "b", "tbti"};
inline constexpr Sql kCalendarFeedOf = {
    "SELECT " QIANQIAO_FEED_COLUMNS " FROM calendar_feed WHERE person = :person", "t", "tbti"};
inline constexpr Sql kPutCalendarFeed = {
    "INSERT INTO calendar_feed (" QIANQIAO_FEED_COLUMNS
    ") VALUES (:person, :token, :origin, :made_ms) ON CONFLICT (person) DO UPDATE SET "
    "token = excluded.token, origin = excluded.origin, made_ms = excluded.made_ms",
    "tbti"};
inline constexpr Sql kDeleteCalendarFeed = {"DELETE FROM calendar_feed WHERE person = :person",
                                            "t"};
#undef QIANQIAO_FEED_COLUMNS

#undef QIANQIAO_PROPOSAL_COLUMNS
#undef QIANQIAO_PROPOSAL_KINDS

}  // namespace qianqiao::sql
