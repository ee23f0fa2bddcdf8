#include "server/notify/webhook_notifier.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "server/notify/address_policy.h"
#include "server/notify/notify_error.h"
#include "server/notify/outgoing_connection.h"
#include "server/notify/standard_webhooks.h"

namespace qianqiao {
namespace {

constexpr int kMostInterimAnswers = 10;

struct Target {
  bool is_https = false;
  std::string host;
  std::string host_header;
  std::uint16_t port = 0;
  std::string path;
};

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

Result<Target> parse_target(const std::string& url) {
  const Text malformed{"接收地址不是完整的 http(s) 网址", "its address is no complete http(s) URL"};
  if (!is_visible_ascii(url)) return fail(rejected("webhook", malformed));
  try {
    const Poco::URI uri(url);
    Target target;
    target.is_https = uri.getScheme() == "https";
    target.host = uri.getHost();
    target.port = uri.getPort();
    target.path = uri.getPathAndQuery();
    const bool is_v6 = target.host.find(':') != std::string::npos;
    // Brackets are for IPv6 addresses; Poco takes them around anything.
    if ((url.find("://[") != std::string::npos) != is_v6)
      return fail(rejected("webhook", malformed));
    if (!(target.is_https || uri.getScheme() == "http") || target.port == 0 ||
        !(is_v6 ? is_ip_address(target.host) : is_host_name(target.host)))
      return fail(rejected("webhook", malformed));
    if (!uri.getUserInfo().empty())
      return fail(rejected(target.host, {"网址里不能带用户名和密码",
                                         "a URL must not carry a user name or password"}));
    if (target.path.empty() || target.path[0] != '/') target.path.insert(0, "/");
    target.host_header = is_v6 ? "[" + target.host + "]" : target.host;
    if (target.port != (target.is_https ? 443 : 80))
      target.host_header += ":" + std::to_string(target.port);
    return target;
  } catch (const Poco::Exception&) {
    return fail(rejected("webhook", malformed));
  }
}

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

void discard(std::istream& answer, int limit_bytes) {
  char buffer[4096];
  while (limit_bytes > 0 && answer) {
    answer.read(buffer, std::min<std::streamsize>(sizeof buffer, limit_bytes));
    limit_bytes -= static_cast<int>(answer.gcount());
  }
}

class WebhookNotifier final : public Notifier {
 public:
  WebhookNotifier(WebhookSettings settings, AddressPolicy policy, Poco::Net::Context::Ptr tls,
                  WebhookSecrets secrets, const Clock& wall, ResolveHost resolve)
      : settings_(std::move(settings)),
        policy_(std::move(policy)),
        tls_(std::move(tls)),
        secrets_(std::move(secrets)),
        wall_(wall),
        resolve_(std::move(resolve)) {}

  Result<Delivery> send(const MessageRow& message, Instant) override {
    ExchangeLimit limit(settings_.time_limit_ms);
    const auto target = parse_target(message.address);
    if (!target) return fail(target.error());
    if (!is_webhook_id(message.stable_id))
      return fail(rejected(target->host, {"消息编号不合规范", "the message's id is malformed"}));
    const auto headers = secrets_(message).and_then([&](const std::vector<std::string>& secrets) {
      return sign_webhook(message.stable_id, wall_.now(), message.body, secrets);
    });
    if (!headers) return fail(headers.error());
    const auto addresses = permitted_addresses(*target);
    if (!addresses) return fail(addresses.error());
    const auto socket = connect_to(target->host, *addresses, target->port, limit);
    if (!socket) return fail(socket.error());
    return exchange(*target, *socket, *headers, message.body, limit);
  }

 private:
  Result<std::vector<std::string>> permitted_addresses(const Target& target) const {
    const auto resolved = resolve_(target.host);
    if (!resolved) return fail(resolved.error());
    std::vector<std::string> permitted;
    Text objection{"域名解析不到地址", "the name has no address"};
    for (const std::string& address : *resolved) {
      if (const auto found = policy_.objection(target.host, address)) {
        objection = *found;
      } else if (!target.is_https && !policy_.is_listed(target.host, address)) {
        objection = {"不在允许名单内的地址必须使用 https",
                     "an address that is not on the allowlist needs https"};
      } else {
        permitted.push_back(address);
      }
    }
    if (permitted.empty()) return fail(rejected(target.host, objection));
    return permitted;
  }

  Result<Delivery> exchange(const Target& target, Poco::Net::StreamSocket socket,
                            const WebhookHeaders& headers, const std::string& body,
                            const ExchangeLimit& limit) const {
    bool is_connected = !target.is_https;
    try {
      if (target.is_https) socket = secure(socket, target.host, tls_);
      is_connected = true;
      // Given a connected socket and no host, the session can neither look up nor reconnect.
      Poco::Net::HTTPClientSession session(socket);
      return judge(target.host, post(session, target, headers, body));
    } catch (const std::exception& failure) {
      if (limit.is_over()) return fail(timed_out(target.host, limit.limit_ms()));
      const Text words = describe_failure(failure);
      if (!is_connected) return fail(unreachable(target.host, words));
      return fail(refused(target.host, {"对方没有像样的回答就断开（" + words.zh + "）",
                                        "it hung up without a proper answer: " + words.en}));
    }
  }

  int post(Poco::Net::HTTPClientSession& session, const Target& target,
           const WebhookHeaders& headers, const std::string& body) const {
    Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_POST, target.path,
                                   Poco::Net::HTTPMessage::HTTP_1_1);
    request.set("Host", target.host_header);
    request.set("User-Agent", "qianqiao");
    request.set("webhook-id", headers.id);
    request.set("webhook-timestamp", headers.timestamp);
    request.set("webhook-signature", headers.signature);
    request.setContentType("application/json");
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    // Poco alone would read "100 Continue" for as long as it comes.
    for (int interim = 0; session.peekResponse(response); ++interim)
      if (interim == kMostInterimAnswers) throw Poco::IOException("no end of interim answers");
    std::istream& answer = session.receiveResponse(response);
    const int status = response.getStatus();
    // The status decides. What follows is read only so that an honest server can finish.
    discard(answer, settings_.answer_limit_bytes);
    return status;
  }

  const WebhookSettings settings_;
  const AddressPolicy policy_;
  const Poco::Net::Context::Ptr tls_;
  const WebhookSecrets secrets_;
  const Clock& wall_;
  const ResolveHost resolve_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> make_webhook_notifier(WebhookSettings settings,
                                                        WebhookSecrets secrets, const Clock& wall,
                                                        ResolveHost resolve) {
  if (const auto problems = find_problems(settings); !problems.empty())
    return fail(problems.front());
  auto policy = AddressPolicy::from_allowlist(settings.allowlist);
  if (!policy) return fail(policy.error());
  auto tls = make_tls_client(settings.ca_file);
  if (!tls) return fail(tls.error());
  if (!resolve) resolve = resolve_by_system;
  return std::make_unique<WebhookNotifier>(std::move(settings), std::move(*policy), std::move(*tls),
                                           std::move(secrets), wall, std::move(resolve));
}

std::optional<Text> objection_to_webhook(const std::string& url, const WebhookSettings& settings) {
  const auto policy = AddressPolicy::from_allowlist(settings.allowlist);
  const auto target = parse_target(url);
  if (!target) {
    Text words;
    for (const auto& [name, value] : target.error().params)
      if (name == "reason_zh" || name == "reason_en")
        (name == "reason_zh" ? words.zh : words.en) = value;
    return words;
  }
  if (!policy) return std::nullopt;  // then nothing is sent at all, and the server did not start
  if (is_ip_address(target->host)) {
    if (auto objection = policy->objection(target->host, target->host)) return objection;
  }
  if (!target->is_https && !policy->is_listed(target->host, target->host))
    return Text{"不在允许名单内的地址必须使用 https",
                "an address that is not on the allowlist needs https"};
  return std::nullopt;
}

}  // namespace qianqiao
