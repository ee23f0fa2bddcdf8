#include "workflows/base/digest.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace qianqiao {
namespace {

// Fetching an algorithm costs more than hashing a row: once per process.
const EVP_MD* sm3_algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
  if (algorithm == nullptr) std::abort();  // an OpenSSL without SM3 cannot keep our history
  return algorithm;
}

// One at a time in a thread: its context is made once, since making it costs as much as a block.
class Hasher {
 public:
  Hasher() { EVP_DigestInit_ex2(context(), sm3_algorithm(), nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context(), bytes.data(), bytes.size()); }
  Digest finish() {
    Digest out{};
    EVP_DigestFinal_ex(context(), out.data(), nullptr);
    return out;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  static EVP_MD_CTX* context() {
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
    return context.get();
  }
};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Digest sm3(std::string_view bytes) {
  Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

Digest sm3(const Digest& previous, std::string_view bytes) {
  Hasher hasher;
  hasher.add(as_bytes(previous));
  hasher.add(bytes);
  return hasher.finish();
}

std::string to_hex(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0x0F];
  }
  return out;
}

bool from_hex(std::string_view hex, Digest& out) {
  if (hex.size() != out.size() * 2) return false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = hex_value(hex[2 * i]), low = hex_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace qianqiao
