#include "server/engine/courier.h"

#include "server/engine/hook_table.h"

namespace qianqiao {
namespace {

constexpr char kDeliveryIncident[] = "delivery";
constexpr std::size_t kLongestError = 500;

// A message as it leaves: its own text, then the lines that were gathered into it.
MessageRow composed(MessageRow message, const std::vector<MessageLineRow>& lines) {
  const bool is_letter = message.channel == "email" || notice_channel(message.channel);
  if (!is_letter) return message;
  if (lines.size() > 1) message.subject_line += "（共" + std::to_string(lines.size()) + "项）";
  int number = 0;
  for (const MessageLineRow& line : lines) {
    if (!message.body.empty()) message.body += "\n";
    if (lines.size() > 1) message.body += std::to_string(++number) + ". ";
    message.body += line.text;
  }
  return message;
}

}  // namespace

Courier::Courier(Store& store, const Clock& clock, Notifier& notifier, Record record,
                 BackOff back_off)
    : store_(store),
      clock_(clock),
      notifier_(notifier),
      record_(std::move(record)),
      back_off_(std::move(back_off)) {}

int Courier::run_once(int limit) {
  const Instant now = clock_.now();
  std::vector<MessageRow> messages = store_.reader()->due_messages(now, limit);
  if (messages.empty()) return 0;
  begin_attempts(messages, now);
  for (MessageRow& message : messages) attempt(message, now);
  return static_cast<int>(messages.size());
}

// Written before anything leaves: an attempt that a crash cuts off counts, and is not repeated at
// once; nothing more is gathered into a letter that is on its way.
void Courier::begin_attempts(std::vector<MessageRow>& messages, Instant now) {
  record_([&](Writer& writer) {
    for (MessageRow& message : messages) {
      ++message.attempts;
      message.digest_key.clear();
      const auto again = back_off_(message.attempts, now);
      message.not_before_ms = to_milliseconds(again.value_or(now));
      writer.update_message(message);
    }
  });
}

void Courier::attempt(MessageRow& message, Instant now) {
  const auto lines = store_.reader()->message_lines(message.id);
  const auto delivery = notifier_.send(composed(message, lines), now);
  record_([&](Writer& writer) {
    if (delivery) {
      message.sent_ms = to_milliseconds(now);
      if (delivery->delivered) message.delivered_ms = message.sent_ms;
      message.last_error.clear();
    } else {
      message.last_error = to_line(delivery.error()).substr(0, kLongestError);
      const bool hopeless = delivery.error().code == "notify.rejected";
      if (hopeless || !back_off_(message.attempts, now)) give_up(writer, message, now);
    }
    writer.update_message(message);
  });
}

void Courier::give_up(Writer& writer, MessageRow& message, Instant now) {
  message.dead_ms = to_milliseconds(now);
  IncidentRow incident;
  incident.kind = kDeliveryIncident;
  incident.county = message.county;
  incident.message = message.id;
  incident.detail = message.channel + " " + message.stable_id + ": " + message.last_error;
  incident.opened_ms = to_milliseconds(now);
  writer.insert_incident(incident);
}

}  // namespace qianqiao
