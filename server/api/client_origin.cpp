#include "server/api/client_origin.h"

#include <Poco/Net/IPAddress.h>
#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

constexpr int kMappedBits = 96;

// 16 bytes, an IPv4 address mapped into them; none: no address.
std::optional<std::string> bytes_of(const std::string& text) {
  std::string bytes(16, '\0');
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) != 1) return std::nullopt;
  bytes[10] = bytes[11] = '\xFF';
  return bytes;
}

bool is_equal(std::string_view a, std::string_view b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (a.substr(0, whole) != b.substr(0, whole)) return false;
  const int rest = bits % 8;
  return rest == 0 ||
         ((static_cast<unsigned char>(a[whole]) ^ static_cast<unsigned char>(b[whole])) >>
          (8 - rest)) == 0;
}

}  // namespace

bool is_loopback(const std::string& address) {
  Poco::Net::IPAddress parsed;
  if (!Poco::Net::IPAddress::tryParse(address, parsed)) return false;
  return parsed.isLoopback() || address.starts_with("::ffff:127.");
}

Result<TrustedProxies> TrustedProxies::of(const std::vector<std::string>& texts) {
  TrustedProxies proxies;
  for (const std::string& text : texts) {
    const auto slash = text.find('/');
    const std::string address = text.substr(0, slash);
    const auto bytes = bytes_of(address);
    const bool is_old = address.find(':') == std::string::npos;
    int bits = is_old ? 32 : 128;
    bool fine = bytes.has_value();
    if (fine && slash != std::string::npos) {
      const char *begin = text.data() + slash + 1, *end = text.data() + text.size();
      int given = -1;
      const auto [stop, problem] = std::from_chars(begin, end, given);
      fine = problem == std::errc{} && stop == end && given >= 0 && given <= bits;
      bits = given;
    }
    if (!fine) return fail("http.bad_proxy", {{"address", text}});
    proxies.networks_.push_back({*bytes, is_old ? bits + kMappedBits : bits});
  }
  return proxies;
}

bool TrustedProxies::include(const std::string& address) const {
  if (networks_.empty()) return false;
  const auto bytes = bytes_of(address);
  return bytes && std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
           return is_equal(*bytes, network.bytes, network.bits);
         });
}

ClientOrigin TrustedProxies::origin(const std::string& peer, bool encrypted,
                                    std::string_view forwarded_for,
                                    std::string_view forwarded_proto) const {
  if (!include(peer) || trim(forwarded_for).empty()) return {peer, encrypted};
  // From the right: what our own proxies saw. The first that is none of them is the client; what
  // stands before it the client could have written itself.
  ClientOrigin origin{peer, trim(forwarded_proto) == "https"};
  const auto hops = split(forwarded_for, ',');
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const std::string address(trim(*hop));
    if (!bytes_of(address)) break;
    origin.address = address;
    if (!include(address)) break;
  }
  return origin;
}

}  // namespace qianqiao
