// Wrong tries with secret links, counted by the address that they come from: after too many within
// a window nothing from there is answered until it is over, so that nobody finds a link by trying.
// Time here is the wall's.
//
// Threads: any.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "server/ports/clock.h"

namespace qianqiao {

class WrongTries {
 public:
  // An office, or a village behind one mast, has one address for many.
  static constexpr int kFree = 60;
  static constexpr std::chrono::hours kWindow{1};

  explicit WrongTries(const Clock& wall) : wall_(wall) {}

  // How long right ones are not looked at either; none: they are.
  std::optional<std::chrono::seconds> locked_for(std::string_view address);
  void count(std::string_view address);

 private:
  struct Tries {
    std::int64_t count = 0, since_ms = 0;
  };
  Tries& from(std::string_view address);

  const Clock& wall_;
  std::mutex mutex_;
  std::array<Tries, 1024> tries_{};  // by the address's digest
};

}  // namespace qianqiao
