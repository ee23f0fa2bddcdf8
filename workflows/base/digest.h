// SM3 (GB/T 32905-2016), the digest of history chains, checkpoints and frozen lists.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace qianqiao {

using Digest = std::array<std::uint8_t, 32>;

Digest sm3(std::string_view bytes);
Digest sm3(const Digest& previous,
           std::string_view bytes);  // SM3(previous ‖ bytes): a chain's link

std::string to_hex(const Digest& digest);
bool from_hex(std::string_view hex, Digest& out);  // false where it is not 64 hexadecimal digits

inline std::string_view as_bytes(const Digest& d) {
  return {reinterpret_cast<const char*>(d.data()), d.size()};
}

}  // namespace qianqiao
