// One HTTP exchange with another system, the careful way: the name is looked up once and the
// connection goes to that very address; addresses inside the house need the allowlist, and so does
// plain http; redirects are not followed; the whole exchange has one time limit, and no more of an
// answer is read than allowed. Immutable; run() is safe from any number of threads where the
// function given is.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/notify/address_policy.h"
#include "server/notify/exchange_limit.h"
#include "server/notify/notify_settings.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct OutgoingTarget {
  bool is_https = false;
  std::string host;
  std::string host_header;
  std::uint16_t port = 0;
  std::string path;  // with its query
};

// Errors: notify.rejected.
Result<OutgoingTarget> parse_target(const std::string& url);
// Why nothing could ever be sent to this URL: it is malformed, or the policy forbids what it says.
// Names are looked up when something is sent. None: it may be tried.
std::optional<Text> objection_to_url(const std::string& url, const WebhookSettings& settings);

// Where a connection goes instead of to the host itself: a gateway of the house that passes it on.
// The name that is asked for, and that the certificate must bear, stays the host's.
struct Relay {
  std::string host;  // name or address
  std::uint16_t port = 0;
};
// "10.1.2.3:8443", "[fd00::7]:443". Errors: notify.setting_invalid.
Result<Relay> parse_relay(const std::string& text);

struct ExchangeRequest {
  std::string method;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};
struct ExchangeAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // as far as it was read
  bool is_cut = false;                         // there is more of it than allowed
};

class OutgoingExchange {
 public:
  // Errors: notify.setting_invalid, notify.misconfigured.
  static Result<OutgoingExchange> make(const WebhookSettings& settings, ResolveHost resolve);

  // Errors: notify.rejected (the policy forbids it), notify.unreachable, notify.timeout,
  // notify.refused (no proper answer).
  Result<ExchangeAnswer> run(const OutgoingTarget& target, const ExchangeRequest& request,
                             ExchangeLimit& limit, const std::optional<Relay>& relay = {}) const;

 private:
  OutgoingExchange(AddressPolicy policy, Poco::Net::Context::Ptr tls, ResolveHost resolve,
                   int most_bytes)
      : policy_(std::move(policy)),
        tls_(std::move(tls)),
        resolve_(std::move(resolve)),
        most_bytes_(most_bytes) {}
  Result<std::vector<std::string>> permitted_addresses(const std::string& host,
                                                       bool is_https) const;
  ExchangeAnswer exchange(Poco::Net::StreamSocket socket, const OutgoingTarget& target,
                          const ExchangeRequest& request) const;

  AddressPolicy policy_;
  Poco::Net::Context::Ptr tls_;
  ResolveHost resolve_;
  int most_bytes_;
};

}  // namespace qianqiao
