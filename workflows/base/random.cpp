#include "workflows/base/random.h"

#include <random>

namespace qianqiao {

Random::Random(std::uint64_t seed) : state_(seed) {}

Random Random::from_system() {
  std::random_device device;
  return Random((static_cast<std::uint64_t>(device()) << 32) | device());
}

// SplitMix64: small, fast, the same on every platform (std::distributions are not).
std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

std::int64_t Random::between(std::int64_t lowest, std::int64_t highest) {
  const auto span = static_cast<std::uint64_t>(highest - lowest) + 1;
  return lowest + static_cast<std::int64_t>(next() % span);
}

bool Random::chance(int percent) { return between(0, 99) < percent; }

std::string Random::token(std::size_t length) {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out += kAlphabet[next() % kAlphabet.size()];
  return out;
}

}  // namespace qianqiao
