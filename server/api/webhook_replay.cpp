#include "server/api/webhook_replay.h"

#include <set>

namespace qianqiao {
namespace {

bool is_waiting(const MessageRow& row) { return !row.sent_ms && !row.dead_ms; }

MessageId send_again(Writer& writer, const WebhookRow& webhook, const MessageRow& before,
                     Instant now) {
  MessageRow row = before;
  row.address = webhook.url;
  row.digest_key.clear();
  row.claimed_ms = row.not_before_ms = to_milliseconds(now);
  row.attempts = 0;
  row.sent_ms = row.delivered_ms = row.read_ms = row.dead_ms = std::nullopt;
  row.last_error.clear();
  const MessageId id = writer.insert_message(row);
  // The rung was told by the first one; this one only repeats its words.
  for (const MessageLineRow& line : writer.message_lines(before.id))
    writer.insert_message_line({id, line.subject, 0, "", line.text});
  return id;
}

}  // namespace

Result<std::vector<MessageId>> replay_message(Writer& writer, const WebhookRow& webhook,
                                              const std::string& stable_id, Instant now) {
  const auto known = writer.messages_called(webhook.id, stable_id);
  if (known.empty()) return fail("webhook.message_not_found", {{"message", stable_id}});
  if (is_waiting(known.back())) return fail("webhook.message_waiting", {{"message", stable_id}});
  return std::vector{send_again(writer, webhook, known.front(), now)};
}

Result<std::vector<MessageId>> replay_between(Writer& writer, const WebhookRow& webhook,
                                              Instant from, Instant to, Instant now) {
  const auto rows = writer.messages_of_webhook_between(webhook.id, from, to, kMostReplayed + 1);
  if (rows.size() > static_cast<std::size_t>(kMostReplayed))
    return fail("webhook.replay_too_many", {{"most", std::to_string(kMostReplayed)}});
  std::set<std::string> done;
  for (const MessageRow& row : rows)
    if (is_waiting(row)) done.insert(row.stable_id);
  std::vector<MessageId> again;
  for (const MessageRow& row : rows)
    if (done.insert(row.stable_id).second) again.push_back(send_again(writer, webhook, row, now));
  return again;
}

}  // namespace qianqiao
