// The engine: commands in, decisions out. For each command: restore the subject's configuration,
// let the chart decide, carry its actions out, all in one transaction; many commands may share a
// transaction (group commit) without sharing their fate.
//
// Threads: one. CommandQueue owns an Engine on the writing thread and takes commands from any.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/engine/calendar_change.h"
#include "server/engine/command.h"
#include "server/engine/directory.h"
#include "server/engine/rule_book.h"
#include "server/ports/clock.h"
#include "server/ports/store.h"
#include "workflows/base/random.h"

namespace qianqiao {

struct EngineOptions {
  std::uint64_t seed = 0;  // of referral numbers; 0: from the operating system
  int rungs_per_sweep = 500;
  // Told how long each commit took, on the engine's thread. May be empty.
  std::function<void(std::chrono::microseconds)> committed = {};
};

struct SweepReport {
  int claimed = 0;        // rungs
  bool more_due = false;  // the bound was reached: sweep again
};

class Engine {
 public:
  // Prepares an empty database (shipped calendar and definition) or takes up an existing one.
  Engine(Store& store, const Clock& clock, const EngineOptions& options);
  ~Engine();

  // One transaction for all; answers in the same order. A refused command changes nothing and
  // does not disturb its neighbours. Rungs that are due are claimed first.
  // Throws StoreFailure: then nothing of this call was stored.
  std::vector<Outcome> execute(std::span<const Command> commands);
  Outcome execute(const Command& command);

  // Claims rungs that are due now, earliest first, in one bounded transaction.
  SweepReport sweep();
  // When the next rung is due; none: nothing is armed.
  std::optional<Instant> next_rung_instant();

  // Facts beside the cases (what became of a message, settings): one transaction.
  void record(const std::function<void(Writer&)>& change);
  // The same for organisations, people, appointments and mandates: the directory is read anew.
  void administer(const std::function<void(Writer&)>& change);

  // What `notices` would move. Nothing is changed.
  Result<std::vector<DeadlineMove>> preview_calendar(const Calendar& notices);
  // Stores the calendar, re-projects each deadline that it moves and writes that to history.
  // Errors: as of the events it posts; calendar.unchanged.
  Result<std::vector<DeadlineMove>> load_calendar(const Calendar& notices, const PersonId& actor);

  // Enterprises of a roster, in one transaction: new, or merged with those that are known. Opens a
  // case where none is open, which joins the round (one without an id: none at all); where none is
  // given, its county's that is open today.
  enum class Listing { kNew, kMerged, kUnchanged };
  std::vector<Result<Listing>> list_enterprises(std::span<const EnterpriseRow> rows,
                                                const PersonId& actor,
                                                const std::optional<RoundRow>& round);

  Instant now() const;  // never goes back, whatever the clock does
  // As of now; any thread may ask and keep them.
  std::shared_ptr<const RuleBook> rule_book() const;
  std::shared_ptr<const Directory> directory() const;
  Store& store();

 private:
  template <class Work>
  auto in_transaction(Work work);
  void commit(Writer& writer);
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace qianqiao
