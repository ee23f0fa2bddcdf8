// SQL text of messages, their lines, and incidents.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_MESSAGE_COLUMNS                                                   \
  "stable_id, county, channel, person, organisation, webhook, address, notice, "   \
  "subject_line, body, digest_key, claimed_ms, not_before_ms, attempts, sent_ms, " \
  "delivered_ms, read_ms, dead_ms, last_error, audience"
#define QIANQIAO_MESSAGE_KINDS \
  "tttttittttt"                \
  "iiiiiiitt"
#define QIANQIAO_SELECT_MESSAGES "SELECT id, " QIANQIAO_MESSAGE_COLUMNS " FROM message "
#define QIANQIAO_MESSAGE_ROW "i" QIANQIAO_MESSAGE_KINDS

inline constexpr Sql kInsertMessage = {
    "INSERT INTO message (" QIANQIAO_MESSAGE_COLUMNS
    ") VALUES (:stable_id, :county, :channel, :person, :organisation, :webhook, :address, :notice, "
    ":subject_line, :body, :digest_key, :claimed_ms, :not_before_ms, :attempts, :sent_ms, "
    ":delivered_ms, :read_ms, :dead_ms, :last_error, :audience) RETURNING id",
    QIANQIAO_MESSAGE_KINDS, "i"};
inline constexpr Sql kUpdateMessage = {
    "UPDATE message SET stable_id = :stable_id, county = :county, channel = :channel, "
    "person = :person, organisation = :organisation, webhook = :webhook, address = :address, "
    "notice = :notice, subject_line = :subject_line, body = :body, digest_key = :digest_key, "
    "claimed_ms = :claimed_ms, not_before_ms = :not_before_ms, attempts = :attempts, "
    "sent_ms = :sent_ms, delivered_ms = :delivered_ms, read_ms = :read_ms, dead_ms = :dead_ms, "
    "last_error = :last_error, audience = :audience WHERE id = :id",
    QIANQIAO_MESSAGE_KINDS "i"};
inline constexpr Sql kDueMessages = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE sent_ms IS NULL AND dead_ms IS NULL AND channel <> 'inbox' "
    "AND not_before_ms <= :now ORDER BY not_before_ms, id LIMIT :limit",
    "ii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kNextMessageInstant = {
    "SELECT not_before_ms FROM message "
    "WHERE sent_ms IS NULL AND dead_ms IS NULL AND channel <> 'inbox' "
    "ORDER BY not_before_ms LIMIT 1",
    "", "i"};
inline constexpr Sql kMessages = {QIANQIAO_SELECT_MESSAGES
                                  "WHERE id > :after ORDER BY id LIMIT :limit",
                                  "ii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kLatestMessages = {QIANQIAO_SELECT_MESSAGES
                                        "WHERE id < :before ORDER BY id DESC LIMIT :limit",
                                        "ii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kMessagesOfCounty = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE county = :county AND id < :before ORDER BY id DESC LIMIT :limit",
    "tii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kMessagesTo = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE organisation = :organisation AND organisation <> '' AND id < :before "
    "ORDER BY id DESC LIMIT :limit",
    "tii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kMessagesOfWebhook = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE webhook = :webhook AND webhook <> 0 AND (claimed_ms, id) > (:claimed_ms, :after) "
    "ORDER BY claimed_ms, id LIMIT :limit",
    "iiii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kMessagesOfWebhookBetween = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE webhook = :webhook AND webhook <> 0 AND claimed_ms >= :since AND claimed_ms < :until "
    "ORDER BY claimed_ms, id LIMIT :limit",
    "iiii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kMessagesCalled = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE stable_id = :stable_id AND webhook <> 0 AND webhook = :webhook ORDER BY id",
    "ti", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kFindMessage = {QIANQIAO_SELECT_MESSAGES "WHERE id = :id", "i",
                                     QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kInbox = {QIANQIAO_SELECT_MESSAGES
                               "WHERE channel = 'inbox' AND person = :person AND id < :before "
                               "ORDER BY id DESC LIMIT :limit",
                               "tii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kUnreadInbox = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE channel = 'inbox' AND person = :person AND read_ms IS NULL AND id < :before "
    "ORDER BY id DESC LIMIT :limit",
    "tii", QIANQIAO_MESSAGE_ROW};
inline constexpr Sql kOpenDigest = {
    QIANQIAO_SELECT_MESSAGES
    "WHERE digest_key = :digest_key AND digest_key <> '' AND sent_ms IS NULL "
    "AND dead_ms IS NULL ORDER BY id LIMIT 1",
    "t", QIANQIAO_MESSAGE_ROW};

#undef QIANQIAO_MESSAGE_COLUMNS
#undef QIANQIAO_MESSAGE_KINDS
#undef QIANQIAO_SELECT_MESSAGES
#undef QIANQIAO_MESSAGE_ROW

inline constexpr Sql kGiveUpMessagesOf = {
    "UPDATE message SET dead_ms = :dead_ms, last_error = :last_error, digest_key = '' "
    "WHERE webhook = :webhook AND webhook <> 0 AND sent_ms IS NULL AND dead_ms IS NULL",
    "iti"};
inline constexpr Sql kInsertMessageLine = {
    "INSERT INTO message_line (message, subject, deadline, rung, text) "
    "VALUES (:message, :subject, :deadline, :rung, :text)",
    "ititt"};
inline constexpr Sql kMessageLines = {
    "SELECT message, subject, deadline, rung, text FROM message_line WHERE message = :message "
    "ORDER BY id",
    "i", "ititt"};

#define QIANQIAO_INCIDENT_COLUMNS \
  "kind, county, subject, message, detail, opened_ms, closed_ms, resolution, closed_by"
#define QIANQIAO_INCIDENT_KINDS "tttitiitt"
#define QIANQIAO_SELECT_INCIDENT "SELECT id, " QIANQIAO_INCIDENT_COLUMNS " FROM incident "

inline constexpr Sql kInsertIncident = {
    "INSERT INTO incident (" QIANQIAO_INCIDENT_COLUMNS
    ") VALUES (:kind, :county, :subject, :message, :detail, :opened_ms, :closed_ms, :resolution, "
    ":closed_by) RETURNING id",
    QIANQIAO_INCIDENT_KINDS, "i"};
inline constexpr Sql kCloseIncident = {
    "UPDATE incident SET closed_ms = :closed_ms, resolution = :resolution, closed_by = :closed_by "
    "WHERE id = :id AND closed_ms IS NULL",
    "itti"};
inline constexpr Sql kFindIncident = {QIANQIAO_SELECT_INCIDENT "WHERE id = :id", "i",
                                      "i" QIANQIAO_INCIDENT_KINDS};
inline constexpr Sql kIncidents = {QIANQIAO_SELECT_INCIDENT
                                   "WHERE id < :before ORDER BY id DESC LIMIT :limit",
                                   "ii", "i" QIANQIAO_INCIDENT_KINDS};
inline constexpr Sql kOpenIncidents = {
    QIANQIAO_SELECT_INCIDENT
    "WHERE closed_ms IS NULL AND id < :before ORDER BY id DESC LIMIT :limit",
    "ii", "i" QIANQIAO_INCIDENT_KINDS};
inline constexpr Sql kIncidentsOfCounty = {
    QIANQIAO_SELECT_INCIDENT
    "WHERE county = :county AND id < :before ORDER BY id DESC LIMIT :limit",
    "tii", "i" QIANQIAO_INCIDENT_KINDS};
inline constexpr Sql kOpenIncidentsOfCounty = {
    QIANQIAO_SELECT_INCIDENT
    "WHERE county = :county AND closed_ms IS NULL AND id < :before ORDER BY id DESC LIMIT :limit",
    "tii", "i" QIANQIAO_INCIDENT_KINDS};
inline constexpr Sql kOpenIncidentOfMessage = {
    "SELECT id FROM incident WHERE message = :message AND closed_ms IS NULL", "i", "i"};

#undef QIANQIAO_INCIDENT_COLUMNS
#undef QIANQIAO_INCIDENT_KINDS
#undef QIANQIAO_SELECT_INCIDENT

#define QIANQIAO_WISH_COLUMNS "person, reminders, overdue, news, from_min, to_min"
inline constexpr Sql kFindMailWish = {
    "SELECT " QIANQIAO_WISH_COLUMNS " FROM mail_wish WHERE person = :person", "t", "ttttii"};
inline constexpr Sql kPutMailWish = {
    "INSERT OR REPLACE INTO mail_wish (" QIANQIAO_WISH_COLUMNS
    ") VALUES (:person, :reminders, :overdue, :news, :from_min, :to_min)",
    "ttttii"};
#undef QIANQIAO_WISH_COLUMNS

inline constexpr Sql kCountWaitingMessages = {
    "SELECT count(*) FROM (SELECT 1 FROM message WHERE sent_ms IS NULL AND dead_ms IS NULL "
    "AND channel <> 'inbox' LIMIT :most)",
    "i", "i"};
inline constexpr Sql kCountOpenIncidents = {
    "SELECT count(*), coalesce(sum(kind = 'delivery'), 0) FROM "
    "(SELECT kind FROM incident WHERE closed_ms IS NULL LIMIT :most)",
    "i", "ii"};

}  // namespace qianqiao::sql
