#include "server/main/webhook_sending.h"

#include "server/api/webhook_secrets.h"
#include "server/notify/notify_error.h"

namespace qianqiao {
namespace {

class ThroughWebhooks final : public Notifier {
 public:
  ThroughWebhooks(std::unique_ptr<Notifier> sender, Store& store)
      : sender_(std::move(sender)), store_(store) {}

  Result<Delivery> send(const MessageRow& message, Instant now) override {
    if (message.webhook == 0) return sender_->send(message, now);
    const auto webhook = store_.reader()->webhook(message.webhook);
    if (!webhook || webhook->deleted_ms || !webhook->enabled)
      return fail(rejected("webhook", {"接收地址已停用", "the webhook is disabled"}));
    MessageRow addressed = message;
    addressed.address = webhook->url;
    return sender_->send(addressed, now);
  }

 private:
  const std::unique_ptr<Notifier> sender_;
  Store& store_;
};

Result<std::vector<std::string>> secrets_of_settings(
    const std::map<OrganisationId, std::vector<SecretSource>>& secrets,
    const OrganisationId& organisation) {
  std::vector<std::string> values;
  const auto found = secrets.find(organisation);
  if (found == secrets.end()) return values;
  for (const SecretSource& source : found->second) {
    auto value = read_secret(source);
    if (!value) return fail(value.error());
    values.push_back(*std::move(value));
  }
  return values;
}

}  // namespace

WebhookSecrets webhook_secrets(const Settings& settings, Store& store, const SecretBox& box,
                               const Clock& wall) {
  return [secrets = settings.webhook_secrets, &store, &box,
          &wall](const MessageRow& message) -> Result<std::vector<std::string>> {
    if (message.webhook == 0) return secrets_of_settings(secrets, message.organisation);
    const auto webhook = store.reader()->webhook(message.webhook);
    if (!webhook) return std::vector<std::string>{};
    return secrets_in_force(*webhook, box, wall.now());
  };
}

std::unique_ptr<Notifier> through_webhooks(std::unique_ptr<Notifier> sender, Store& store) {
  return std::make_unique<ThroughWebhooks>(std::move(sender), store);
}

}  // namespace qianqiao
