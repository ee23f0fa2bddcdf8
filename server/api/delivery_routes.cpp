// Messages on their way out, and what became of them.
#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json instant_or_null(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

// Claimed, sent, delivered and read are four facts; each has its own field.
Json to_json(const MessageRow& row, Reader& reader) {
  Json lines = Json::array();
  for (const MessageLineRow& line : reader.message_lines(row.id))
    lines.push_back({{"subject", line.subject},
                     {"deadline", line.deadline == 0 ? "" : std::to_string(line.deadline)},
                     {"rung", line.rung},
                     {"text", line.text}});
  return {{"id", std::to_string(row.id)},
          {"stable_id", row.stable_id},
          {"county", row.county},
          {"channel", row.channel},
          {"person", row.person},
          {"organisation", row.organisation},
          {"notice", row.notice},
          {"subject_line", row.subject_line},
          {"claimed", format_instant(from_milliseconds(row.claimed_ms))},
          {"not_before", format_instant(from_milliseconds(row.not_before_ms))},
          {"attempts", row.attempts},
          {"sent", instant_or_null(row.sent_ms)},
          {"delivered", instant_or_null(row.delivered_ms)},
          {"read", instant_or_null(row.read_ms)},
          {"given_up", instant_or_null(row.dead_ms)},
          {"last_error", row.last_error},
          {"lines", lines}};
}

MessageId message_id_of(const Request& request) {
  const std::string& text = request.path_value("id");
  MessageId id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  return problem == std::errc{} && end == text.data() + text.size() ? id : 0;
}

bool is_bank_role(std::string_view role) {
  return role == roles::kBankContact || role == roles::kBankHead;
}

// Counties see what was sent for them; a bank what was sent to its own system and mailbox.
bool may_see(const Request& request, const MessageRow& row) {
  const Viewer& viewer = request.viewer;
  if (viewer.sees_everything()) return true;
  return std::any_of(
      viewer.appointments.begin(), viewer.appointments.end(), [&](const Appointment* held) {
        const std::string& place = is_bank_role(held->role) ? row.organisation : row.county;
        return viewer.directory->is_within(place, held->scope);
      });
}

// Newest first. One question for each county and organisation: few, and each in the order of an
// index.
std::vector<MessageRow> messages_seen(Reader& reader, const Request& request, MessageId before,
                                      int limit) {
  const Viewer& viewer = request.viewer;
  if (viewer.sees_everything()) return reader.latest_messages(before, limit);
  std::map<MessageId, MessageRow, std::greater<>> found;
  const auto add = [&](std::vector<MessageRow> rows) {
    for (MessageRow& row : rows) found.emplace(row.id, std::move(row));
  };
  for (const Appointment* held : viewer.appointments)
    for (const OrganisationId& id : viewer.directory->within(held->scope))
      if (is_bank_role(held->role))
        add(reader.messages_to(id, before, limit));
      else if (viewer.directory->organisation(id)->kind == OrganisationKind::kCounty)
        add(reader.messages_of_county(id, before, limit));
  std::vector<MessageRow> rows;
  for (auto& [id, row] : found)
    if (rows.size() < static_cast<std::size_t>(limit)) rows.push_back(std::move(row));
  return rows;
}

void send_again(Writer& writer, MessageRow message, Instant now) {
  message.dead_ms.reset();
  message.attempts = 0;
  message.not_before_ms = to_milliseconds(now);
  writer.update_message(message);
  if (const auto incident = writer.open_incident_of(message.id))
    writer.close_incident(*incident, "retried", {}, now);
}

}  // namespace

Result<Answer> list_deliveries(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto reader = service.store.reader();
  const auto rows = messages_seen(*reader, request, *before, page->limit);
  Json items = Json::array();
  for (const MessageRow& row : rows) items.push_back(to_json(row, *reader));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

Result<Answer> retry_delivery(Service& service, const Request& request) {
  const MessageId id = message_id_of(request);
  Result<void> answer;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      const auto message = writer.message(id);
      if (!message || !may_see(request, *message))
        answer = fail("delivery.not_found", {{"delivery", request.path_value("id")}});
      else if (!message->dead_ms)
        answer = fail("delivery.not_given_up", {{"delivery", request.path_value("id")}});
      else
        send_again(writer, *message, engine.now());
    });
  });
  if (!done) return fail(done.error());
  if (!answer) return fail(answer.error());
  const auto reader = service.store.reader();
  return json_answer(to_json(reader->message(id).value(), *reader));
}

}  // namespace qianqiao::routes
