// Which addresses messages may leave to. What is not public on the internet (private, loopback,
// link-local, shared, reserved, multicast; IPv4 inside IPv6 is judged as IPv4) is refused unless an
// administrator has listed it, so that nobody can use a webhook to reach into the house.
// Immutable; safe to share between threads.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

// The addresses of a host; for tests. Empty: the operating system's.
using ResolveHost = std::function<Result<std::vector<std::string>>(const std::string& host)>;

class AddressPolicy {
 public:
  AddressPolicy() = default;  // nothing listed: public addresses only

  // Entries: an address (10.1.2.3, fd00::7), a range (10.1.0.0/16), a host name
  // (hooks.bank.example) or all names below one (*.bank.example).
  // Errors: notify.setting_invalid.
  static Result<AddressPolicy> from_allowlist(const std::vector<std::string>& entries);

  // `address` is what `host` resolved to.
  bool is_listed(std::string_view host, std::string_view address) const;
  // Why it may not be reached; none: it may.
  std::optional<Text> objection(std::string_view host, std::string_view address) const;

 private:
  // IPv4 addresses are held as ::ffff:a.b.c.d, with 96 bits more.
  using Bytes = std::array<std::uint8_t, 16>;
  struct Range {
    Bytes network{};
    int bits = 0;
    bool contains(const Bytes& address) const;
  };
  static std::optional<Bytes> parse_address(std::string_view text);
  static std::optional<Range> parse_range(std::string_view text);
  static bool is_public(const Bytes& address);

  std::vector<Range> ranges_;
  std::vector<std::string> hosts_;     // lower case
  std::vector<std::string> suffixes_;  // ".bank.example"
};

bool is_ip_address(std::string_view text);  // v4 or v6, without brackets or zone

// A host name of letters, digits, hyphens and dots (an international name in its xn-- form).
bool is_host_name(std::string_view text);

}  // namespace qianqiao
