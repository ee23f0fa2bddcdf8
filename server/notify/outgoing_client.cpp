#include "server/notify/outgoing_client.h"

#include <algorithm>

#include "server/notify/outgoing_exchange.h"

namespace qianqiao {
namespace {

// What the exchange calls a delivery that is never going to work is an address that a plugin may
// not reach.
Error as_told_to_plugins(const std::string& host, const Error& error) {
  if (error.code != "notify.rejected") return {"plugin.no_answer", {{"host", host}}};
  Text why;
  for (const auto& [name, value] : error.params) {
    if (name == "reason_zh") why.zh = value;
    if (name == "reason_en") why.en = value;
  }
  return {"plugin.address_refused", {{"host", host}, {"what_zh", why.zh}, {"what_en", why.en}}};
}

class CarefulClient final : public OutgoingClient {
 public:
  CarefulClient(const WebhookSettings& settings, OutgoingExchange exchange,
                std::map<std::string, Relay> relays)
      : longest_(settings.time_limit_ms),
        most_bytes_(settings.answer_limit_bytes),
        exchange_(std::move(exchange)),
        relays_(std::move(relays)) {}

  Result<OutgoingAnswer> send(const OutgoingRequest& request,
                              std::chrono::milliseconds within) override {
    const auto target = parse_target(request.url);
    if (!target) return fail(as_told_to_plugins("", target.error()));
    const auto limit_ms = std::min(longest_, within);
    if (limit_ms.count() <= 0) return fail("plugin.no_answer", {{"host", target->host}});
    ExchangeLimit limit(static_cast<int>(limit_ms.count()));
    ExchangeRequest out{request.method, {}, request.body};
    out.headers.assign(request.headers.begin(), request.headers.end());
    auto answer = exchange_.run(*target, out, limit, relay_of(target->host));
    if (!answer) return fail(as_told_to_plugins(target->host, answer.error()));
    if (limit.is_over()) return fail("plugin.no_answer", {{"host", target->host}});
    if (answer->is_cut)
      return fail("plugin.answer_too_large",
                  {{"host", target->host}, {"limit", std::to_string(most_bytes_)}});
    return OutgoingAnswer{answer->status, std::move(answer->headers), std::move(answer->body)};
  }

 private:
  std::optional<Relay> relay_of(const std::string& host) const {
    const auto found = relays_.find(host);
    return found == relays_.end() ? std::nullopt : std::optional(found->second);
  }

  const std::chrono::milliseconds longest_;
  const int most_bytes_;
  const OutgoingExchange exchange_;
  const std::map<std::string, Relay> relays_;
};

}  // namespace

Result<std::unique_ptr<OutgoingClient>> make_outgoing_client(
    const WebhookSettings& settings, const std::map<std::string, std::string>& relays,
    ResolveHost resolve) {
  auto exchange = OutgoingExchange::make(settings, std::move(resolve));
  if (!exchange) return fail(exchange.error());
  std::map<std::string, Relay> parsed;
  for (const auto& [host, text] : relays) {
    const auto relay = parse_relay(text);
    if (!relay) return fail(relay.error());
    parsed[host] = *relay;
  }
  return std::make_unique<CarefulClient>(settings, *std::move(exchange), std::move(parsed));
}

}  // namespace qianqiao
