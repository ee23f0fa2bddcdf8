// A person's own letters (站内消息), and that they were read: the last of a message's four facts.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const MessageRow& row, Reader& reader) {
  Json about = Json::array();
  for (const MessageLineRow& line : reader.message_lines(row.id))
    about.push_back({{"subject", line.subject},
                     {"deadline", line.deadline == 0 ? "" : std::to_string(line.deadline)},
                     {"rung", line.rung}});
  return {
      {"id", std::to_string(row.id)},
      {"county", row.county},
      {"notice", row.notice},
      {"audience", row.audience},
      {"subject_line", row.subject_line},
      {"text", row.body},
      {"received", format_instant(from_milliseconds(row.claimed_ms))},
      {"read", row.read_ms ? Json(format_instant(from_milliseconds(*row.read_ms))) : Json(nullptr)},
      {"about", about}};
}

// Whose inbox it is: the acting person's, and nobody else's.
Result<PersonId> receiver_of(const Service& service, const Request& request) {
  if (request.actor.empty()) return fail("http.actor_missing");
  const Person* person = service.engine.directory()->person(request.actor);
  if (person == nullptr) return fail("authority.unknown_person", {{"person", request.actor}});
  if (person->disabled) return fail("authority.disabled", {{"person", request.actor}});
  return request.actor;
}

tl::unexpected<Error> not_found(const Request& request) {
  return fail("notification.not_found", {{"notification", request.path_value("id")}});
}

Result<MessageRow> letter_of(Reader& reader, const PersonId& receiver, const Request& request) {
  const std::string& text = request.path_value("id");
  MessageId id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (problem != std::errc{} || end != text.data() + text.size()) return not_found(request);
  auto letter = reader.message(id);
  if (!letter || letter->channel != "inbox" || letter->person != receiver)
    return not_found(request);
  return *std::move(letter);
}

}  // namespace

Result<Answer> list_notifications(Service& service, const Request& request) {
  const auto receiver = receiver_of(service, request);
  if (!receiver) return fail(receiver.error());
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto unread = flag_of(request, "unread");
  if (!unread) return fail(unread.error());
  const auto reader = service.store.reader();
  const auto rows = reader->inbox(*receiver, *unread, *before, page->limit);
  Json items = Json::array();
  for (const MessageRow& row : rows) items.push_back(to_json(row, *reader));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

// The first reading counts; another changes nothing.
Result<Answer> mark_notification_read(Service& service, const Request& request) {
  const auto receiver = receiver_of(service, request);
  if (!receiver) return fail(receiver.error());
  Result<MessageRow> letter;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      letter = letter_of(writer, *receiver, request);
      if (!letter || letter->read_ms) return;
      letter->read_ms = to_milliseconds(engine.now());
      writer.update_message(*letter);
    });
  });
  if (!done) return fail(done.error());
  if (!letter) return fail(letter.error());
  return json_answer(to_json(*letter, *service.store.reader()));
}

}  // namespace qianqiao::routes
