// SQL text of history and of the checkpoints over it.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_HISTORY_COLUMNS                                                     \
  "subject, sequence, instant_ms, event, data, actor, acting_for, mandate, clause, " \
  "workflow_version, calendar_version, plugin_digest, digest, receipt_key, request_digest"
#define QIANQIAO_HISTORY_KINDS \
  "tiitttt"                    \
  "it"                         \
  "tttbbb"

inline constexpr Sql kAppendHistory = {
    "INSERT INTO history (position, " QIANQIAO_HISTORY_COLUMNS
    ") VALUES (:position, :subject, :sequence, :instant_ms, :event, :data, :actor, :acting_for, "
    ":mandate, "
    ":clause, :workflow_version, :calendar_version, :plugin_digest, :digest, :receipt_key, "
    ":request_digest)",
    "i" QIANQIAO_HISTORY_KINDS};
inline constexpr Sql kHistoryPlaces = {"SELECT history_places FROM subject WHERE id = :subject",
                                       "t", "t"};
inline constexpr Sql kPutHistoryPlaces = {
    "UPDATE subject SET history_places = :history_places WHERE id = :subject", "tt"};
inline constexpr Sql kHistoryAt = {
    "SELECT " QIANQIAO_HISTORY_COLUMNS
    " FROM history WHERE position = :position AND subject = :subject",
    "it", QIANQIAO_HISTORY_KINDS};
inline constexpr Sql kRecordedHistory = {
    "SELECT position, " QIANQIAO_HISTORY_COLUMNS
    " FROM history WHERE position > :after ORDER BY position LIMIT :limit",
    "ii", "i" QIANQIAO_HISTORY_KINDS};
inline constexpr Sql kCountHistory = {"SELECT count(*) FROM history", "", "i"};
inline constexpr Sql kLatestHistoryPosition = {"SELECT max(position) FROM history", "", "i"};
inline constexpr Sql kLatestHistoryInstant = {
    "SELECT instant_ms FROM history ORDER BY position DESC LIMIT 1", "", "i"};
inline constexpr Sql kFindReceipt = {
    "SELECT subject, sequence, request_digest FROM history "
    "WHERE position = :position AND subject = :subject AND receipt_key = :receipt_key",
    "itb", "tib"};
// Its last term is that of a partial index, word for word.
inline constexpr Sql kFindOpeningReceipt = {
    "SELECT subject, sequence, request_digest FROM history WHERE receipt_key = :receipt_key "
    "AND event IN ('Listed', 'Nominated', 'WalkedIn', 'Raised')",
    "b", "tib"};

#undef QIANQIAO_HISTORY_COLUMNS
#undef QIANQIAO_HISTORY_KINDS

// The first statement of a day stands.
inline constexpr Sql kPutCheckpoint = {
    "INSERT INTO checkpoint (day, root, heads, history_rows, signature, public_key) "
    "VALUES (:day, :root, :heads, :history_rows, :signature, :public_key) ON CONFLICT DO NOTHING",
    "tbiibb"};
inline constexpr Sql kCheckpoints = {
    "SELECT day, root, heads, history_rows, signature, public_key FROM checkpoint ORDER BY day", "",
    "tbiibb"};

inline constexpr Sql kLatestCheckpoint = {
    "SELECT day, root, heads, history_rows, signature, public_key FROM checkpoint "
    "ORDER BY day DESC LIMIT 1",
    "", "tbiibb"};

}  // namespace qianqiao::sql
