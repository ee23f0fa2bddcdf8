#include "server/notify/outgoing_exchange.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <algorithm>
#include <charconv>
#include <istream>
#include <ostream>

#include "server/notify/notify_error.h"
#include "server/notify/outgoing_connection.h"

namespace qianqiao {
namespace {

constexpr int kMostInterimAnswers = 10;

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

// No more than allowed, one byte excepted that tells that there is more.
std::string read_body(std::istream& answer, std::size_t most) {
  std::string body;
  char buffer[4096];
  while (body.size() <= most && answer) {
    const std::size_t wanted = std::min(sizeof buffer, most + 1 - body.size());
    answer.read(buffer, static_cast<std::streamsize>(wanted));
    body.append(buffer, static_cast<std::size_t>(answer.gcount()));
  }
  return body;
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

}  // namespace

Result<OutgoingTarget> parse_target(const std::string& url) {
  const Text malformed{"接收地址不是完整的 http(s) 网址", "its address is no complete http(s) URL"};
  if (!is_visible_ascii(url)) return fail(rejected("webhook", malformed));
  try {
    const Poco::URI uri(url);
    OutgoingTarget target;
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

std::optional<Text> objection_to_url(const std::string& url, const WebhookSettings& settings) {
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

Result<Relay> parse_relay(const std::string& text) {
  const auto colon = text.rfind(':');
  Relay relay;
  if (colon != std::string::npos) {
    relay.host = text.substr(0, colon);
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, relay.port);
    if (read.ec != std::errc{} || read.ptr != end) relay.port = 0;
  }
  const bool in_brackets = relay.host.size() > 2 && relay.host.front() == '[';
  if (in_brackets) relay.host = relay.host.substr(1, relay.host.size() - 2);
  const bool fine = in_brackets ? is_ip_address(relay.host) : is_host_name(relay.host);
  if (relay.port != 0 && fine) return relay;
  return fail("notify.setting_invalid", {{"setting", "plugins.relays"},
                                         {"value", text},
                                         {"expected_zh", "主机:端口，如 10.1.2.3:8443"},
                                         {"expected_en", "host:port, as in 10.1.2.3:8443"}});
}

Result<OutgoingExchange> OutgoingExchange::make(const WebhookSettings& settings,
                                                ResolveHost resolve) {
  if (const auto problems = find_problems(settings); !problems.empty())
    return fail(problems.front());
  auto policy = AddressPolicy::from_allowlist(settings.allowlist);
  if (!policy) return fail(policy.error());
  auto tls = make_tls_client(settings.ca_file);
  if (!tls) return fail(tls.error());
  if (!resolve) resolve = resolve_by_system;
  return OutgoingExchange(*std::move(policy), *std::move(tls), std::move(resolve),
                          settings.answer_limit_bytes);
}

Result<std::vector<std::string>> OutgoingExchange::permitted_addresses(const std::string& host,
                                                                       bool is_https) const {
  const auto resolved = resolve_(host);
  if (!resolved) return fail(resolved.error());
  std::vector<std::string> permitted;
  Text objection{"域名解析不到地址", "the name has no address"};
  for (const std::string& address : *resolved) {
    if (const auto found = policy_.objection(host, address)) {
      objection = *found;
    } else if (!is_https && !policy_.is_listed(host, address)) {
      objection = {"不在允许名单内的地址必须使用 https",
                   "an address that is not on the allowlist needs https"};
    } else {
      permitted.push_back(address);
    }
  }
  if (permitted.empty()) return fail(rejected(host, objection));
  return permitted;
}

Result<ExchangeAnswer> OutgoingExchange::run(const OutgoingTarget& target,
                                             const ExchangeRequest& request, ExchangeLimit& limit,
                                             const std::optional<Relay>& relay) const {
  const std::string& host = relay ? relay->host : target.host;
  const auto addresses = permitted_addresses(host, target.is_https);
  if (!addresses) return fail(addresses.error());
  auto socket = connect_to(host, *addresses, relay ? relay->port : target.port, limit);
  if (!socket) return fail(socket.error());
  bool is_connected = !target.is_https;
  try {
    if (target.is_https) *socket = secure(*socket, target.host, tls_);
    is_connected = true;
    return exchange(*socket, target, request);
  } catch (const std::exception& failure) {
    if (limit.is_over()) return fail(timed_out(target.host, limit.limit_ms()));
    const Text words = describe_failure(failure);
    if (!is_connected) return fail(unreachable(target.host, words));
    return fail(refused(target.host, {"对方没有像样的回答就断开（" + words.zh + "）",
                                      "it hung up without a proper answer: " + words.en}));
  }
}

ExchangeAnswer OutgoingExchange::exchange(Poco::Net::StreamSocket socket,
                                          const OutgoingTarget& target,
                                          const ExchangeRequest& request) const {
  // Given a connected socket and no host, the session can neither look up nor reconnect.
  Poco::Net::HTTPClientSession session(socket);
  Poco::Net::HTTPRequest head(request.method, target.path, Poco::Net::HTTPMessage::HTTP_1_1);
  for (const auto& [name, value] : request.headers) head.set(name, value);
  head.set("Host", target.host_header);
  head.set("User-Agent", "qianqiao");
  head.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
  session.sendRequest(head) << request.body;
  Poco::Net::HTTPResponse response;
  // Poco alone would read "100 Continue" for as long as it comes.
  for (int interim = 0; session.peekResponse(response); ++interim)
    if (interim == kMostInterimAnswers) throw Poco::IOException("no end of interim answers");
  std::istream& stream = session.receiveResponse(response);
  ExchangeAnswer answer;
  answer.status = response.getStatus();
  for (const auto& [name, value] : response) answer.headers[in_lower_case(name)] = value;
  const auto most = static_cast<std::size_t>(most_bytes_);
  answer.body = read_body(stream, most);
  answer.is_cut = answer.body.size() > most;
  if (answer.is_cut) answer.body.resize(most);
  return answer;
}

}  // namespace qianqiao
