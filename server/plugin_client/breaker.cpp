#include "server/plugin_client/breaker.h"

#include <algorithm>

namespace qianqiao {

bool Breaker::admits() {
  if (!open_) return true;
  if (on_trial_ || clock_.now() < open_until_) return false;
  on_trial_ = true;
  return true;
}

void Breaker::succeeded() { reset(); }

void Breaker::reset() {
  failures_ = pauses_ = 0;
  open_ = on_trial_ = false;
}

void Breaker::failed() {
  ++failures_;
  if (!open_ && failures_ < settings_.failures) return;
  if (open_ && !on_trial_) return;  // a call that was let through before it opened
  const auto pause = settings_.first_pause * (1ll << std::min(pauses_, 20));
  open_until_ =
      clock_.now() + std::min(std::chrono::duration_cast<std::chrono::milliseconds>(pause),
                              settings_.longest_pause);
  ++pauses_;
  open_ = true;
  on_trial_ = false;
}

void Breaker::abandoned() { on_trial_ = false; }

BreakerState Breaker::state() const {
  if (!open_) return BreakerState::kClosed;
  return on_trial_ || clock_.now() >= open_until_ ? BreakerState::kHalfOpen : BreakerState::kOpened;
}

std::optional<Instant> Breaker::retry_at() const {
  return open_ ? std::optional(open_until_) : std::nullopt;
}

}  // namespace qianqiao
