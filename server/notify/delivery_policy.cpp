#include "server/notify/delivery_policy.h"

#include <array>
#include <cassert>

namespace qianqiao {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::array<minutes, kMostAttempts - 1> kWaits = {
    minutes{1}, minutes{5}, minutes{30}, hours{1},  hours{2}, hours{4},
    hours{6},   hours{8},   hours{12},   hours{16}, hours{24}};

}  // namespace

std::optional<Instant> next_attempt(int attempts, Instant now, Random& random) {
  assert(attempts >= 1);
  if (attempts >= kMostAttempts) return std::nullopt;
  const milliseconds wait = kWaits[static_cast<std::size_t>(attempts - 1)];
  const std::int64_t jitter = wait.count() / 5;
  return now + wait + milliseconds{random.between(-jitter, jitter)};
}

}  // namespace qianqiao
