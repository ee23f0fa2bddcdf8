// What time it is. Nothing else in the product asks the operating system.
#pragma once

#include "workflows/base/instant.h"

namespace qianqiao {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  // thread-safe
};

}  // namespace qianqiao
