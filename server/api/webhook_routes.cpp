// Webhooks: where an organisation's own system is told. Those who administer its accounts keep
// them, and its own head. Nothing of a case is shown here.
#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/appointing.h"
#include "server/api/audit.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/webhook_replay.h"
#include "server/api/webhook_secrets.h"
#include "workflows/base/random.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostPerOrganisation = 10;
constexpr std::int64_t kUsualOverlapHours = 24, kMostOverlapHours = 720;
constexpr char kTestNotice[] = "webhook.test";
// Told apart in the log from what could not be delivered.
constexpr char kDisabled[] = "接收地址已停用 / the webhook is disabled";

Json moment(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

Json to_json(const WebhookRow& row, Instant now) {
  return {{"id", std::to_string(row.id)},
          {"organisation", row.organisation},
          {"name", row.name},
          {"url", row.url},
          {"enabled", row.enabled},
          {"created_by", row.created_by},
          {"created", moment(row.created_ms)},
          {"changed", moment(row.changed_ms)},
          {"overlap_until", is_rotating(row, now) ? moment(row.former_until_ms) : Json(nullptr)}};
}

// Of the log: that there was a message and what became of it, not what it says.
Json to_json(const MessageRow& row) {
  return {{"id", std::to_string(row.id)},
          {"message", row.stable_id},
          {"notice", row.notice},
          {"claimed", moment(row.claimed_ms)},
          {"not_before", moment(row.not_before_ms)},
          {"attempts", row.attempts},
          {"sent", moment(row.sent_ms)},
          {"delivered", moment(row.delivered_ms)},
          {"given_up", moment(row.dead_ms)},
          {"last_error", row.last_error}};
}

Result<WebhookRow> webhook_of(Reader& reader, const Request& request) {
  const auto id = whole_number(request.path_value("id"));
  auto row = id ? reader.webhook(*id) : std::nullopt;
  if (!row || row->deleted_ms || !may_administer_at(request, row->organisation))
    return fail("webhook.not_found", {{"webhook", request.path_value("id")}});
  return *std::move(row);
}

Result<void> check_address(const Service& service, const std::string& url) {
  if (!service.webhook_objection) return {};
  const auto objection = service.webhook_objection(url);
  if (!objection) return {};
  return fail("webhook.address_refused",
              {{"reason_zh", objection->zh}, {"reason_en", objection->en}});
}

// A receiver that is named twice would be told twice.
Result<void> check_among_others(Reader& reader, const WebhookRow& row) {
  const auto others = reader.webhooks_of(row.organisation);
  for (const WebhookRow& other : others)
    if (other.id != row.id && other.url == row.url)
      return fail("webhook.address_taken", {{"webhook", std::to_string(other.id)}});
  if (row.id == 0 && others.size() >= kMostPerOrganisation)
    return fail("webhook.too_many", {{"most", std::to_string(kMostPerOrganisation)}});
  return {};
}

// Changes one webhook on the writing thread, as it stands there, with its line in the audit log.
using Change = std::function<Result<void>(Writer&, WebhookRow&, Instant now)>;
Result<WebhookRow> change_webhook_by(Service& service, const Request& request, const char* action,
                                     const Change& change) {
  Result<WebhookRow> answer;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.administer([&](Writer& writer) {
      answer = webhook_of(writer, request);
      if (!answer) return;
      answer->changed_ms = to_milliseconds(service.accounts->now());
      if (auto changed = change(writer, *answer, engine.now()); !changed) {
        answer = fail(changed.error());
        return;
      }
      writer.update_webhook(*answer);
      writer.insert_audit(audit_row(service, request, action, answer->organisation,
                                    {{"webhook", std::to_string(answer->id)}}));
    });
  });
  if (!done) return fail(done.error());
  return answer;
}

struct WebhookInput {
  std::string organisation, name, url;
  bool enabled = true;
};

Result<WebhookInput> read_webhook(const Service& service, const Request& request, bool is_new) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  WebhookInput given;
  if (is_new) given.organisation = input->required_text("organisation");
  given.name = input->required_text("name");
  given.url = input->required_text("url");
  given.enabled = input->boolean("enabled").value_or(true);
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (auto fine = check_address(service, given.url); !fine) return fail(fine.error());
  return given;
}

MessageRow test_message(const WebhookRow& row, Instant now) {
  MessageRow message;
  message.stable_id = "msg_" + Random::from_system().token(20);
  message.channel = "webhook";
  message.organisation = row.organisation;
  message.webhook = row.id;
  message.address = row.url;
  message.notice = kTestNotice;
  message.body = nlohmann::json{{"type", kTestNotice},
                                {"timestamp", format_instant(now)},
                                {"data", {{"webhook", std::to_string(row.id)}}}}
                     .dump();
  message.claimed_ms = message.not_before_ms = to_milliseconds(now);
  return message;
}

Result<void> check_enabled(const WebhookRow& row) {
  if (row.enabled) return {};
  return fail("webhook.disabled", {{"webhook", std::to_string(row.id)}});
}

struct ReplayWish {
  std::string message;
  std::optional<Instant> from, to;
};

Result<ReplayWish> read_replay(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  ReplayWish wish;
  wish.message = input->text("message");
  const std::string from = input->text("from"), to = input->text("to");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (wish.message.empty() == (from.empty() || to.empty())) return fail("webhook.replay_what");
  if (!wish.message.empty()) return wish;
  const auto first = parse_instant(from), last = parse_instant(to);
  if (!first) return fail(first.error());
  if (!last) return fail(last.error());
  wish.from = *first;
  wish.to = *last;
  return wish;
}

Answer no_content() {
  Answer answer;
  answer.status = 204;
  return answer;
}

Answer made_answer(const WebhookRow& row, const std::string& secret, Instant now, int status) {
  Json answer = to_json(row, now);
  answer["secret"] = secret;
  return json_answer(answer, status);
}

}  // namespace

Result<Answer> list_webhooks(Service& service, const Request& request) {
  const std::string organisation = text_of(request, "organisation");
  Json items = Json::array();
  for (const WebhookRow& row : service.store.reader()->webhooks())
    if ((organisation.empty() || row.organisation == organisation) &&
        may_administer_at(request, row.organisation))
      items.push_back(to_json(row, service.accounts->now()));
  return list_answer(items, "");
}

Result<Answer> create_webhook(Service& service, const Request& request) {
  const auto given = read_webhook(service, request, /*is_new=*/true);
  if (!given) return fail(given.error());
  const Instant now = service.accounts->now();
  WebhookRow row;
  row.organisation = given->organisation;
  row.name = given->name;
  row.url = given->url;
  row.enabled = given->enabled;
  row.created_by = request.viewer.person;
  row.created_ms = row.changed_ms = to_milliseconds(now);
  const std::string secret = new_webhook_secret();
  give_secret(row, service.accounts->box(), secret);
  Result<void> answer;
  const auto done = service.with_engine([&](Engine& engine) {
    engine.administer([&](Writer& writer) {
      if (engine.directory()->organisation(row.organisation) == nullptr ||
          !may_administer_at(request, row.organisation)) {
        answer = fail("organisation.not_yours", {{"organisation", row.organisation}});
        return;
      }
      answer = check_among_others(writer, row);
      if (!answer) return;
      row.id = writer.insert_webhook(row);
      writer.insert_audit(audit_row(service, request, "webhook.created", row.organisation,
                                    {{"webhook", std::to_string(row.id)}}));
    });
  });
  if (!done) return fail(done.error());
  if (!answer) return fail(answer.error());
  return made_answer(row, secret, now, 201);
}

Result<Answer> show_webhook(Service& service, const Request& request) {
  const auto row = webhook_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  return json_answer(to_json(*row, service.accounts->now()));
}

Result<Answer> change_webhook(Service& service, const Request& request) {
  const auto given = read_webhook(service, request, /*is_new=*/false);
  if (!given) return fail(given.error());
  const auto row =
      change_webhook_by(service, request, "webhook.changed",
                        [&](Writer& writer, WebhookRow& changed, Instant now) -> Result<void> {
                          changed.name = given->name;
                          changed.url = given->url;
                          if (changed.enabled && !given->enabled)
                            writer.give_up_messages_of(changed.id, kDisabled, now);
                          changed.enabled = given->enabled;
                          return check_among_others(writer, changed);
                        });
  if (!row) return fail(row.error());
  return json_answer(to_json(*row, service.accounts->now()));
}

Result<Answer> delete_webhook(Service& service, const Request& request) {
  const auto row =
      change_webhook_by(service, request, "webhook.deleted",
                        [&](Writer& writer, WebhookRow& deleted, Instant now) -> Result<void> {
                          writer.give_up_messages_of(deleted.id, kDisabled, now);
                          deleted.deleted_ms = to_milliseconds(service.accounts->now());
                          deleted.former_secret.clear();
                          return {};
                        });
  if (!row) return fail(row.error());
  return no_content();
}

Result<Answer> rotate_webhook(Service& service, const Request& request) {
  std::int64_t hours = kUsualOverlapHours;
  if (!request.body.empty()) {
    const auto body = parse_strictly(request.body);
    if (!body) return fail(body.error());
    auto input = ObjectInput::of(*body);
    if (!input) return fail(input.error());
    hours = input->integer("overlap_hours").value_or(kUsualOverlapHours);
    if (auto fine = input->finish(); !fine) return fail(fine.error());
  }
  if (hours < 0 || hours > kMostOverlapHours)
    return fail("webhook.overlap", {{"most", std::to_string(kMostOverlapHours)}});
  const std::string secret = new_webhook_secret();
  const Instant now = service.accounts->now();
  const auto row = change_webhook_by(service, request, "webhook.rotated",
                                     [&](Writer&, WebhookRow& rotated, Instant) -> Result<void> {
                                       rotate_secret(rotated, service.accounts->box(), secret, now,
                                                     std::chrono::hours(hours));
                                       return {};
                                     });
  if (!row) return fail(row.error());
  return made_answer(*row, secret, now, 200);
}

Result<Answer> test_webhook(Service& service, const Request& request) {
  MessageRow message;
  const auto row =
      change_webhook_by(service, request, "webhook.tested",
                        [&](Writer& writer, WebhookRow& tested, Instant now) -> Result<void> {
                          if (auto fine = check_enabled(tested); !fine) return fine;
                          message = test_message(tested, now);
                          message.id = writer.insert_message(message);
                          return {};
                        });
  if (!row) return fail(row.error());
  return json_answer(to_json(message), 202);
}

Result<Answer> replay_webhook(Service& service, const Request& request) {
  const auto wish = read_replay(request);
  if (!wish) return fail(wish.error());
  std::vector<MessageId> again;
  const auto row = change_webhook_by(
      service, request, "webhook.replayed",
      [&](Writer& writer, WebhookRow& webhook, Instant now) -> Result<void> {
        if (auto fine = check_enabled(webhook); !fine) return fine;
        auto sent = wish->from ? replay_between(writer, webhook, *wish->from, *wish->to, now)
                               : replay_message(writer, webhook, wish->message, now);
        if (!sent) return fail(sent.error());
        again = *std::move(sent);
        return {};
      });
  if (!row) return fail(row.error());
  Json deliveries = Json::array();
  for (const MessageId id : again) deliveries.push_back(std::to_string(id));
  return json_answer({{"replayed", again.size()}, {"deliveries", deliveries}}, 202);
}

Result<Answer> list_webhook_deliveries(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto after = numbered_cursor(*page);
  if (!after) return fail(after.error());
  const auto reader = service.store.reader();
  const auto row = webhook_of(*reader, request);
  if (!row) return fail(row.error());
  const auto rows = reader->messages_of_webhook(row->id, *after, page->limit);
  Json items = Json::array();
  for (const MessageRow& message : rows) items.push_back(to_json(message));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

}  // namespace qianqiao::routes
