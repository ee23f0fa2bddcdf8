// Messages, their lines and incidents of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class MessageTable {
 public:
  explicit MessageTable(Connection& connection);

  std::vector<MessageRow> due(Instant now, int limit);
  std::optional<Instant> next_instant();
  std::vector<MessageRow> list(MessageId after, int limit);
  std::vector<MessageRow> latest(MessageId before, int limit);
  std::vector<MessageRow> of_county(std::string_view county, MessageId before, int limit);
  std::vector<MessageRow> to(const OrganisationId& organisation, MessageId before, int limit);
  std::vector<MessageRow> of_webhook(std::int64_t webhook, MessageId after, int limit);
  std::vector<MessageRow> of_webhook_between(std::int64_t webhook, Instant from, Instant to,
                                             int limit);
  std::vector<MessageRow> called(std::int64_t webhook, std::string_view stable_id);
  std::vector<MessageRow> inbox(const PersonId& person, bool unread_only, MessageId before,
                                int limit);
  std::optional<MessageRow> find(MessageId id);
  std::optional<MessageRow> open_digest(std::string_view digest_key);
  std::vector<MessageLineRow> lines(MessageId message);
  std::vector<IncidentRow> incidents(const IncidentFilter& filter);
  std::optional<IncidentRow> incident(std::int64_t id);
  std::optional<std::int64_t> open_incident_of(MessageId message);
  std::optional<MailWishRow> wish_of(const PersonId& person);
  std::int64_t count_waiting(int most);
  IncidentCounts count_open_incidents(int most);

  MessageId insert(const MessageRow& row);
  void update(const MessageRow& row);
  void give_up(std::int64_t webhook, std::string_view why, Instant at);
  void insert_line(const MessageLineRow& row);
  void put(const MailWishRow& row);
  std::int64_t insert_incident(const IncidentRow& row);
  void close_incident(std::int64_t id, std::string_view resolution, const PersonId& by, Instant at);

 private:
  Statement due_, next_, list_, latest_, of_county_, to_, of_webhook_, between_, called_, inbox_,
      unread_, find_, open_digest_, lines_, count_waiting_, count_incidents_;
  Statement find_incident_, incidents_, open_incidents_, incidents_of_, open_incidents_of_,
      open_incident_of_message_;
  Statement insert_, update_, give_up_, insert_line_, insert_incident_, close_incident_;
  Statement find_wish_, put_wish_;
};

}  // namespace qianqiao
