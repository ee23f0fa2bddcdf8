// A seeded source of numbers. Everything random in a simulation or demo comes from one of these,
// so that a seed replays it exactly. Not for secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qianqiao {

class Random {
 public:
  explicit Random(std::uint64_t seed);
  static Random from_system();  // seeded by the operating system

  std::uint64_t next();
  std::int64_t between(std::int64_t lowest, std::int64_t highest);  // both inclusive
  bool chance(int percent);
  std::string token(std::size_t length);  // of 32 letters and digits that are not mistaken

  template <class Container>
  const auto& pick(const Container& choices) {
    return choices[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(choices.size()) - 1))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace qianqiao
