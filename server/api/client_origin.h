// Who really asks, where a proxy may stand in front: X-Forwarded-For and X-Forwarded-Proto are
// believed from the listed proxies only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

struct ClientOrigin {
  std::string address;  // without port
  bool secure = false;  // encrypted all the way, as far as can be known
};

bool is_loopback(const std::string& address);

class TrustedProxies {
 public:
  // Addresses or networks ("10.1.0.0/16"). Errors: http.bad_proxy.
  static Result<TrustedProxies> of(const std::vector<std::string>& texts);

  bool empty() const { return networks_.empty(); }
  bool include(const std::string& address) const;
  // `forwarded_for` as it stands in the header: each proxy appends whom it saw.
  ClientOrigin origin(const std::string& peer, bool encrypted, std::string_view forwarded_for,
                      std::string_view forwarded_proto) const;

 private:
  struct Network {
    std::string bytes;  // 16, IPv4 mapped
    int bits;
  };
  std::vector<Network> networks_;
};

}  // namespace qianqiao
