#include "server/notify/address_policy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace qianqiao {
namespace {

constexpr int kMappedBits = 96;

// IANA special-purpose registries (RFC 6890 and later): not for the public internet.
constexpr const char* kSpecialRanges[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "2001::/23",     "2001:db8::/32",   "2002::/16",      "3fff::/20"};
// Of IPv6 only this is given out for the internet; translations (64:ff9b::/96) and unique-local,
// link-local and multicast ranges lie outside it.
constexpr const char* kGlobalUnicast = "2000::/3";

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  while (!out.empty() && out.back() == '.') out.pop_back();  // a rooted name is the same name
  return out;
}

}  // namespace

bool is_host_name(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (const std::string_view label : split(text, '.')) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
      return false;
    for (const char c : label)
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
        return false;
  }
  return true;
}

bool is_ip_address(std::string_view text) {
  const std::string copy(text);
  in6_addr bytes{};
  return inet_pton(AF_INET6, copy.c_str(), &bytes) == 1 ||
         inet_pton(AF_INET, copy.c_str(), &bytes) == 1;
}

bool AddressPolicy::Range::contains(const Bytes& address) const {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(network.data(), address.data(), whole) != 0) return false;
  const int rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
  return (network[whole] & mask) == (address[whole] & mask);
}

std::optional<AddressPolicy::Bytes> AddressPolicy::parse_address(std::string_view text) {
  const std::string copy(text);
  Bytes bytes{};
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
  in_addr v4{};
  if (inet_pton(AF_INET, copy.c_str(), &v4) != 1) return std::nullopt;
  bytes = {};
  bytes[10] = bytes[11] = 0xFF;
  std::memcpy(bytes.data() + 12, &v4, 4);
  return bytes;
}

std::optional<AddressPolicy::Range> AddressPolicy::parse_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto network = parse_address(text.substr(0, slash));
  if (!network) return std::nullopt;
  const bool v4 = text.substr(0, slash).find(':') == std::string_view::npos;
  const int longest = v4 ? 32 : 128;
  int bits = longest;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    if (bits < 0 || bits > longest) return std::nullopt;
  }
  return Range{*network, v4 ? bits + kMappedBits : bits};
}

bool AddressPolicy::is_public(const Bytes& address) {
  static const std::vector<Range> special = [] {
    std::vector<Range> out;
    for (const char* text : kSpecialRanges) out.push_back(parse_range(text).value());
    return out;
  }();
  static const Range mapped{parse_address("0.0.0.0").value(), kMappedBits};
  static const Range global = parse_range(kGlobalUnicast).value();
  if (!mapped.contains(address) && !global.contains(address)) return false;
  return std::none_of(special.begin(), special.end(),
                      [&](const Range& range) { return range.contains(address); });
}

Result<AddressPolicy> AddressPolicy::from_allowlist(const std::vector<std::string>& entries) {
  AddressPolicy policy;
  for (const std::string& entry : entries) {
    if (const auto range = parse_range(entry)) {
      policy.ranges_.push_back(*range);
    } else if (entry.starts_with("*.") && is_host_name(entry.substr(2))) {
      policy.suffixes_.push_back(to_lower_ascii(entry.substr(1)));
    } else if (is_host_name(entry) && entry.find_first_not_of("0123456789.") != entry.npos) {
      policy.hosts_.push_back(to_lower_ascii(entry));
    } else {
      return fail("notify.setting_invalid",
                  {{"setting", "webhook.allowlist"},
                   {"value", entry},
                   {"expected_zh", "地址、网段（10.1.0.0/16）、主机名或 *.域名"},
                   {"expected_en", "an address, a range (10.1.0.0/16), a host name or *.domain"}});
    }
  }
  return policy;
}

bool AddressPolicy::is_listed(std::string_view host, std::string_view address) const {
  const std::string name = to_lower_ascii(host);
  if (std::find(hosts_.begin(), hosts_.end(), name) != hosts_.end()) return true;
  for (const std::string& suffix : suffixes_)
    if (name.size() > suffix.size() && name.ends_with(suffix)) return true;
  const auto bytes = parse_address(address);
  return bytes && std::any_of(ranges_.begin(), ranges_.end(),
                              [&](const Range& range) { return range.contains(*bytes); });
}

std::optional<Text> AddressPolicy::objection(std::string_view host,
                                             std::string_view address) const {
  const auto bytes = parse_address(address);
  const std::string shown(address);
  if (!bytes) return Text{shown + " 不是可用的地址", shown + " is not a usable address"};
  if (is_listed(host, address) || is_public(*bytes)) return std::nullopt;
  return Text{shown + " 是内部或保留地址，不在允许名单（allowlist）内",
              shown + " is an internal or reserved address and not on the allowlist"};
}

}  // namespace qianqiao
