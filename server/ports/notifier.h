// A way out of the house: delivers one message to one address. Called by the courier's thread,
// outside any transaction, at least once for a message; `stable_id` lets the receiver drop repeats.
#pragma once

#include <string>

#include "server/ports/rows.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct Delivery {
  // The receiver's own system confirmed it (a 2xx answer of a webhook). Mail is accepted by the
  // first server only: sent, not delivered.
  bool delivered = false;
};

class Notifier {
 public:
  virtual ~Notifier() = default;
  // Errors: notify.unreachable, notify.refused (worth another attempt), notify.rejected (never
  // going to work: bad address, 410 Gone), notify.timeout.
  virtual Result<Delivery> send(const MessageRow& message, Instant now) = 0;
};

}  // namespace qianqiao
