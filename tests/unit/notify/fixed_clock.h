// A wall clock that stands still.
#pragma once

#include "server/ports/clock.h"

namespace qianqiao {

class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }

 private:
  const Instant now_;
};

}  // namespace qianqiao
