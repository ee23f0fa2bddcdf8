// Delivers what waits in the outbox: reads due messages, hands each to its channel, records what
// became of it. At least once, with a stable id; back-off after failures; after the last attempt a
// visible incident that a person can retry or discard.
//
// Threads: run_once() on any one thread; it writes through the engine's thread.
#pragma once

#include <functional>

#include "server/engine/engine.h"
#include "server/ports/notifier.h"

namespace qianqiao {

class Courier {
 public:
  // Runs a change on the writing thread and returns after its commit.
  using Record = std::function<void(const std::function<void(Writer&)>&)>;
  // When to try again after this many attempts; none: give up.
  using BackOff = std::function<std::optional<Instant>(int attempts, Instant now)>;

  Courier(Store& store, const Clock& clock, Notifier& notifier, Record record, BackOff back_off);

  // Attempts what is due, at most `limit`. Returns how many were attempted.
  int run_once(int limit = 100);

 private:
  void begin_attempts(std::vector<MessageRow>& messages, Instant now);
  void attempt(MessageRow& message, Instant now);
  void give_up(Writer& writer, MessageRow& message, Instant now);

  Store& store_;
  const Clock& clock_;
  Notifier& notifier_;
  Record record_;
  BackOff back_off_;
};

}  // namespace qianqiao
