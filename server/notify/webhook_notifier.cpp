#include "server/notify/webhook_notifier.h"

#include "server/notify/notify_error.h"
#include "server/notify/outgoing_exchange.h"
#include "server/notify/standard_webhooks.h"

namespace qianqiao {
namespace {

Result<Delivery> judge(const std::string& host, int status) {
  if (status >= 200 && status < 300) return Delivery{.delivered = true};
  const std::string code = std::to_string(status);
  const Text answered{"对方回答 " + code, "it answered " + code};
  if (status == 301 || status == 308)
    return fail(rejected(host, {"对方回答 " + code + "，系统不跟随跳转，请登记跳转后的地址",
                                "it answered " + code +
                                    "; redirects are not followed, register the final address"}));
  const bool is_permanent = status >= 400 && status < 500 && status != 408 && status != 409 &&
                            status != 425 && status != 429;
  if (is_permanent) return fail(rejected(host, answered));
  return fail(refused(host, answered));
}

class WebhookNotifier final : public Notifier {
 public:
  WebhookNotifier(int limit_ms, OutgoingExchange exchange, WebhookSecrets secrets,
                  const Clock& wall)
      : limit_ms_(limit_ms),
        exchange_(std::move(exchange)),
        secrets_(std::move(secrets)),
        wall_(wall) {}

  Result<Delivery> send(const MessageRow& message, Instant) override {
    ExchangeLimit limit(limit_ms_);
    const auto target = parse_target(message.address);
    if (!target) return fail(target.error());
    if (!is_webhook_id(message.stable_id))
      return fail(rejected(target->host, {"消息编号不合规范", "the message's id is malformed"}));
    const auto headers = secrets_(message).and_then([&](const std::vector<std::string>& secrets) {
      return sign_webhook(message.stable_id, wall_.now(), message.body, secrets);
    });
    if (!headers) return fail(headers.error());
    const ExchangeRequest request{"POST",
                                  {{"webhook-id", headers->id},
                                   {"webhook-timestamp", headers->timestamp},
                                   {"webhook-signature", headers->signature},
                                   {"Content-Type", "application/json"}},
                                  message.body};
    // The status decides. What follows is read only so that an honest server can finish.
    const auto answer = exchange_.run(*target, request, limit);
    if (!answer) return fail(answer.error());
    return judge(target->host, answer->status);
  }

 private:
  const int limit_ms_;
  const OutgoingExchange exchange_;
  const WebhookSecrets secrets_;
  const Clock& wall_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> make_webhook_notifier(WebhookSettings settings,
                                                        WebhookSecrets secrets, const Clock& wall,
                                                        ResolveHost resolve) {
  auto exchange = OutgoingExchange::make(settings, std::move(resolve));
  if (!exchange) return fail(exchange.error());
  return std::make_unique<WebhookNotifier>(settings.time_limit_ms, *std::move(exchange),
                                           std::move(secrets), wall);
}

std::optional<Text> objection_to_webhook(const std::string& url, const WebhookSettings& settings) {
  return objection_to_url(url, settings);
}

}  // namespace qianqiao
