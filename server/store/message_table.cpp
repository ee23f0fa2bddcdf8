#include "server/store/message_table.h"

#include <limits>

#include "server/store/columns.h"
#include "server/store/message_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void message_body(Columns& c, Row& row) {
  c.text(row.stable_id);
  c.text(row.county);
  c.text(row.channel);
  c.text(row.person);
  c.text(row.organisation);
  c.integer(row.webhook);
  c.text(row.address);
  c.text(row.notice);
  c.text(row.subject_line);
  c.text(row.body);
  c.text(row.digest_key);
  c.integer(row.claimed_ms);
  c.integer(row.not_before_ms);
  c.integer(row.attempts);
  c.integer(row.sent_ms);
  c.integer(row.delivered_ms);
  c.integer(row.read_ms);
  c.integer(row.dead_ms);
  c.text(row.last_error);
  c.text(row.audience);
}

template <class Columns, class Row>
void line_columns(Columns& c, Row& row) {
  c.integer(row.message);
  c.text(row.subject);
  c.integer(row.deadline);
  c.text(row.rung);
  c.text(row.text);
}

template <class Columns, class Row>
void wish_columns(Columns& c, Row& row) {
  c.text(row.person);
  c.text(row.reminders);
  c.text(row.overdue);
  c.text(row.news);
  c.integer(row.from_min);
  c.integer(row.to_min);
}

template <class Columns, class Row>
void incident_body(Columns& c, Row& row) {
  c.text(row.kind);
  c.text(row.county);
  c.text(row.subject);
  c.integer(row.message);
  c.text(row.detail);
  c.integer(row.opened_ms);
  c.integer(row.closed_ms);
  c.text(row.resolution);
  c.text(row.closed_by);
}

std::vector<MessageRow> fetch_messages(Statement& statement) {
  std::vector<MessageRow> out;
  for (auto rows = statement.query(); rows.next();) {
    MessageRow& row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(row.id);
    message_body(columns, row);
  }
  return out;
}

std::vector<IncidentRow> fetch_incidents(Statement& statement) {
  std::vector<IncidentRow> out;
  for (auto rows = statement.query(); rows.next();) {
    IncidentRow& row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(row.id);
    incident_body(columns, row);
  }
  return out;
}

// 0: from the newest.
std::int64_t bound(std::int64_t before) {
  return before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
}

std::optional<MessageRow> one_message(Statement& statement) {
  auto found = fetch_messages(statement);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

MessageTable::MessageTable(Connection& connection)
    : due_(connection, sql::kDueMessages),
      next_(connection, sql::kNextMessageInstant),
      list_(connection, sql::kMessages),
      latest_(connection, sql::kLatestMessages),
      of_county_(connection, sql::kMessagesOfCounty),
      to_(connection, sql::kMessagesTo),
      of_webhook_(connection, sql::kMessagesOfWebhook),
      between_(connection, sql::kMessagesOfWebhookBetween),
      called_(connection, sql::kMessagesCalled),
      inbox_(connection, sql::kInbox),
      unread_(connection, sql::kUnreadInbox),
      find_(connection, sql::kFindMessage),
      open_digest_(connection, sql::kOpenDigest),
      lines_(connection, sql::kMessageLines),
      count_waiting_(connection, sql::kCountWaitingMessages),
      count_incidents_(connection, sql::kCountOpenIncidents),
      find_incident_(connection, sql::kFindIncident),
      incidents_(connection, sql::kIncidents),
      open_incidents_(connection, sql::kOpenIncidents),
      incidents_of_(connection, sql::kIncidentsOfCounty),
      open_incidents_of_(connection, sql::kOpenIncidentsOfCounty),
      open_incident_of_message_(connection, sql::kOpenIncidentOfMessage),
      insert_(connection, sql::kInsertMessage),
      update_(connection, sql::kUpdateMessage),
      give_up_(connection, sql::kGiveUpMessagesOf),
      insert_line_(connection, sql::kInsertMessageLine),
      insert_incident_(connection, sql::kInsertIncident),
      close_incident_(connection, sql::kCloseIncident),
      find_wish_(connection, sql::kFindMailWish),
      put_wish_(connection, sql::kPutMailWish) {}

std::vector<MessageRow> MessageTable::due(Instant now, int limit) {
  return fetch_messages(due_.integer(to_milliseconds(now)).integer(std::int64_t{limit}));
}

std::optional<Instant> MessageTable::next_instant() {
  auto rows = next_.query();
  if (!rows.next()) return std::nullopt;
  return from_milliseconds(rows.integer());
}

std::vector<MessageRow> MessageTable::list(MessageId after, int limit) {
  return fetch_messages(list_.integer(after).integer(std::int64_t{limit}));
}

std::vector<MessageRow> MessageTable::latest(MessageId before, int limit) {
  return fetch_messages(latest_.integer(bound(before)).integer(std::int64_t{limit}));
}

std::vector<MessageRow> MessageTable::of_county(std::string_view county, MessageId before,
                                                int limit) {
  return fetch_messages(
      of_county_.text(county).integer(bound(before)).integer(std::int64_t{limit}));
}

std::vector<MessageRow> MessageTable::to(const OrganisationId& organisation, MessageId before,
                                         int limit) {
  return fetch_messages(to_.text(organisation).integer(bound(before)).integer(std::int64_t{limit}));
}

// The index lies by the time of their making; messages of one instant by id.
std::vector<MessageRow> MessageTable::of_webhook(std::int64_t webhook, MessageId after, int limit) {
  const auto last = after == 0 ? std::nullopt : find(after);
  const std::int64_t since = last ? last->claimed_ms : std::numeric_limits<std::int64_t>::min();
  return fetch_messages(
      of_webhook_.integer(webhook).integer(since).integer(after).integer(std::int64_t{limit}));
}

std::vector<MessageRow> MessageTable::of_webhook_between(std::int64_t webhook, Instant from,
                                                         Instant to, int limit) {
  between_.integer(webhook).integer(to_milliseconds(from)).integer(to_milliseconds(to));
  return fetch_messages(between_.integer(std::int64_t{limit}));
}

std::vector<MessageRow> MessageTable::called(std::int64_t webhook, std::string_view stable_id) {
  return fetch_messages(called_.text(stable_id).integer(webhook));
}

std::vector<MessageRow> MessageTable::inbox(const PersonId& person, bool unread_only,
                                            MessageId before, int limit) {
  Statement& statement = unread_only ? unread_ : inbox_;
  const MessageId above = before == 0 ? std::numeric_limits<MessageId>::max() : before;
  return fetch_messages(statement.text(person).integer(above).integer(std::int64_t{limit}));
}

std::optional<MessageRow> MessageTable::find(MessageId id) {
  return one_message(find_.integer(id));
}

std::optional<MessageRow> MessageTable::open_digest(std::string_view digest_key) {
  return one_message(open_digest_.text(digest_key));
}

std::vector<MessageLineRow> MessageTable::lines(MessageId message) {
  std::vector<MessageLineRow> out;
  lines_.integer(message);
  for (auto rows = lines_.query(); rows.next();) {
    Fetcher columns(rows);
    line_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<IncidentRow> MessageTable::incidents(const IncidentFilter& filter) {
  const std::int64_t before = bound(filter.before);
  if (!filter.county) {
    Statement& all = filter.open_only ? open_incidents_ : incidents_;
    return fetch_incidents(all.integer(before).integer(std::int64_t{filter.limit}));
  }
  Statement& of = filter.open_only ? open_incidents_of_ : incidents_of_;
  return fetch_incidents(
      of.text(*filter.county).integer(before).integer(std::int64_t{filter.limit}));
}

std::optional<IncidentRow> MessageTable::incident(std::int64_t id) {
  auto found = fetch_incidents(find_incident_.integer(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<std::int64_t> MessageTable::open_incident_of(MessageId message) {
  auto rows = open_incident_of_message_.integer(message).query();
  return rows.next() ? std::optional(rows.integer()) : std::nullopt;
}

std::optional<MailWishRow> MessageTable::wish_of(const PersonId& person) {
  auto rows = find_wish_.text(person).query();
  if (!rows.next()) return std::nullopt;
  MailWishRow row;
  Fetcher columns(rows);
  wish_columns(columns, row);
  return row;
}

void MessageTable::put(const MailWishRow& row) {
  Binder columns(put_wish_);
  wish_columns(columns, row);
  put_wish_.run();
}

std::int64_t MessageTable::count_waiting(int most) {
  auto rows = count_waiting_.integer(std::int64_t{most}).query();
  return rows.next() ? rows.integer() : 0;
}

IncidentCounts MessageTable::count_open_incidents(int most) {
  auto rows = count_incidents_.integer(std::int64_t{most}).query();
  IncidentCounts counts;
  if (!rows.next()) return counts;
  counts.open = rows.integer();
  counts.deliveries = rows.integer();
  return counts;
}

MessageId MessageTable::insert(const MessageRow& row) {
  Binder columns(insert_);
  message_body(columns, row);
  return insert_.run_for_id();
}

void MessageTable::update(const MessageRow& row) {
  Binder columns(update_);
  message_body(columns, row);
  columns.integer(row.id);
  update_.run();
}

void MessageTable::give_up(std::int64_t webhook, std::string_view why, Instant at) {
  give_up_.integer(to_milliseconds(at)).text(why).integer(webhook).run();
}

void MessageTable::insert_line(const MessageLineRow& row) {
  Binder columns(insert_line_);
  line_columns(columns, row);
  insert_line_.run();
}

std::int64_t MessageTable::insert_incident(const IncidentRow& row) {
  Binder columns(insert_incident_);
  incident_body(columns, row);
  return insert_incident_.run_for_id();
}

void MessageTable::close_incident(std::int64_t id, std::string_view resolution, const PersonId& by,
                                  Instant at) {
  close_incident_.integer(to_milliseconds(at)).text(resolution).text(by).integer(id).run();
}

}  // namespace qianqiao
