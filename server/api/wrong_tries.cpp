#include "server/api/wrong_tries.h"

#include "workflows/base/digest.h"
#include "workflows/base/instant.h"

namespace qianqiao {
namespace {

constexpr std::int64_t kWindowMs = std::chrono::milliseconds(WrongTries::kWindow).count();

}  // namespace

WrongTries::Tries& WrongTries::from(std::string_view address) {
  const Digest digest = sm3(address);
  return tries_[(digest[0] << 8 | digest[1]) % tries_.size()];
}

std::optional<std::chrono::seconds> WrongTries::locked_for(std::string_view address) {
  const std::lock_guard lock(mutex_);
  const Tries& tries = from(address);
  const std::int64_t left_ms = tries.since_ms + kWindowMs - to_milliseconds(wall_.now());
  if (tries.count < kFree || left_ms <= 0) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(std::chrono::milliseconds(left_ms));
}

void WrongTries::count(std::string_view address) {
  const std::int64_t now_ms = to_milliseconds(wall_.now());
  const std::lock_guard lock(mutex_);
  Tries& tries = from(address);
  if (tries.since_ms + kWindowMs <= now_ms) tries = {0, now_ms};
  ++tries.count;
}

}  // namespace qianqiao
