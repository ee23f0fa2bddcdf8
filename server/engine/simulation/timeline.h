// Moves the simulated clock through everything that falls due on the way: rungs first, then what
// would be sent. Private to the simulator.
#pragma once

#include <functional>
#include <memory>
#include <set>

#include "server/engine/courier.h"
#include "server/engine/simulation/simulator.h"

namespace qianqiao {

// Takes messages and sends nothing; tells the timeline what would have left.
class RecordingNotifier final : public Notifier {
 public:
  explicit RecordingNotifier(std::function<void(const MessageRow&)> tell)
      : tell_(std::move(tell)) {}
  Result<Delivery> send(const MessageRow& message, Instant now) override;

 private:
  std::function<void(const MessageRow&)> tell_;
};

class Timeline {
 public:
  Timeline(Engine& engine, SimulatedClock& clock, const SimulationOptions& options,
           SimulationReport& report);

  // False where the run was stopped on the way.
  bool advance_to(Instant target);
  // What is due now; inbox messages that came about since the last time.
  bool work_here();

 private:
  std::optional<Instant> next_stop(Instant target);
  bool sweep();  // was anything due?
  int deliver();
  void tell_inbox();
  void tell_message(const MessageRow& message);
  void tell(JournalEntry entry);
  std::string role_of(const MessageRow& message, const std::string& rule_version,
                      const JournalEntry& entry) const;
  bool should_stop() const { return options_.should_stop && options_.should_stop(); }

  Engine& engine_;
  SimulatedClock& clock_;
  const SimulationOptions& options_;
  SimulationReport& report_;
  RecordingNotifier notifier_;
  Courier courier_;
  Writer* delivering_ = nullptr;  // while the courier is at work
  MessageId last_message_ = 0;
};

}  // namespace qianqiao
