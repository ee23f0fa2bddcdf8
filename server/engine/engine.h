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

#include "server/engine/calendar_proposals.h"
#include "server/engine/command.h"
#include "server/engine/definition_change.h"
#include "server/engine/directory.h"
#include "server/engine/hook_table.h"
#include "server/engine/rule_book.h"
#include "server/engine/workflow_publishing.h"
#include "server/ports/clock.h"
#include "server/ports/store.h"
#include "workflows/base/random.h"

namespace qianqiao {

struct OpenedRound {
  RoundRow row;
  bool is_new = false;  // else it was opened before, just so
};

struct EngineOptions {
  std::uint64_t seed = 0;  // of referral numbers; 0: from the operating system
  int rungs_per_sweep = 500;
  int cases_per_sweep = 500;  // looked at for a round that opened
  // Told how long each commit took, on the engine's thread. May be empty.
  std::function<void(std::chrono::microseconds)> committed = {};
};

struct MigrationEffect;

// When the engine has something to do by itself next, as stored.
std::optional<Instant> next_due_instant(Reader& reader);

struct SweepReport {
  int claimed = 0;        // rungs
  int joined = 0;         // cases, a round that opened
  bool worked = false;    // either, or a round's joining got further
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

  // What would become of these commands, one after the other. Nothing is kept.
  std::vector<Outcome> rehearse(std::span<const Command> commands);

  // Does what is due now: brings published workflows into force whose day has come, then in one
  // bounded transaction claims rungs, earliest first, and lets cases join rounds that opened.
  SweepReport sweep();
  // When the next of it is due; none: nothing is armed, and no round is to open. Asked on the
  // writing thread.
  std::optional<Instant> next_due_instant();

  // Facts beside the cases (what became of a message, settings): one transaction.
  void record(const std::function<void(Writer&)>& change);
  // The same, and nothing is kept.
  void rehearse(const std::function<void(Writer&)>& change);
  // The same for organisations, webhooks, people, appointments and mandates: the
  // directory is read anew.
  void administer(const std::function<void(Writer&)>& change);

  // The same for plugins: which hooks are enabled is read anew.
  void change_plugins(const std::function<void(Writer&)>& change);

  // Keeps a notice of working days for a second person to confirm; where one is enough it is in
  // force at once. Errors: calendar.unchanged.
  Result<CalendarChange> propose_calendar(const Calendar& notices, const PersonId& actor);
  // Puts it in force: what it moves is found anew, re-projected and written to history.
  // Errors: those of confirmable_proposal(), of the events it posts; calendar.unchanged.
  Result<CalendarChange> confirm_calendar(std::int64_t proposal, const PersonId& actor);
  // Takes a year's notice away that nothing was computed by. Errors: calendar.year_not_loaded,
  // calendar.in_use, calendar.last_notice.
  Result<void> remove_notice(int year);

  // Opens a visiting round; cases that wait for a visit join it by sweep(), on the day it opens.
  // Errors: those of open_round() in visiting_rounds.h.
  Result<OpenedRound> open_round(const RoundRow& row);
  // New stages of the area's cases go by this definition from now on; running subjects keep the
  // version of the stage they are in. An overlay has the city's current template below it.
  // Errors: as of with_definition().
  Result<void> adopt_definition(const Definition& definition,
                                const std::function<void(Writer&)>& noted = {});

  // Publishes a draft, on its day, and takes a publication back: see workflow_publishing.h. `noted`
  // writes what goes with it into the same transaction.
  using PublicationNote = std::function<void(Writer&, const WorkflowVersionRow&)>;
  Result<WorkflowVersionRow> publish(const Publishing& wanted, const PublicationNote& noted = {});
  Result<WorkflowVersionRow> revert(const std::string& area, const std::string& reason,
                                    const PersonId& actor, const PublicationNote& noted = {});

  // Moves running subjects to the version in force, in one transaction; or says what that would do,
  // and nothing is kept. See workflow_migration.h.
  Result<std::vector<MigrationEffect>> migrate(std::span<const SubjectId> subjects,
                                               const std::string& reason, const PersonId& actor);
  Result<std::vector<MigrationEffect>> rehearse_migration(std::span<const SubjectId> subjects);

  // Enterprises of a roster, in one transaction: new, or merged with those that are known. Opens a
  // case where none is open, which joins the round (one without an id: none at all); where none is
  // given, its county's that is open today. With a roster: which enterprises it brought, and how
  // many more rows of it were good, are kept in the same transaction.
  enum class Listing { kNew, kMerged, kUnchanged };
  std::vector<Result<Listing>> list_enterprises(std::span<const EnterpriseRow> rows,
                                                const PersonId& actor,
                                                const std::optional<RoundRow>& round,
                                                const ImportRow* roster = nullptr);

  // Called on the writing thread after each commit with the subjects that it changed. It must not
  // block. Set before the first command.
  void on_commit(std::function<void(const std::vector<SubjectRow>&)> listener);

  Instant now() const;  // never goes back, whatever the clock does; any thread may ask
  // As of now; any thread may ask and keep them.
  std::shared_ptr<const RuleBook> rule_book() const;
  std::shared_ptr<const Directory> directory() const;
  std::shared_ptr<const HookTable> hooks() const;
  Store& store();

 private:
  template <class Work>
  auto in_transaction(Work work);
  void commit(Writer& writer);
  Result<WorkflowVersionRow> finish(Writer& writer, Result<Published> published,
                                    const PublicationNote& noted);
  void bring_workflows_into_force();
  Result<CalendarChange> put_in_force(Writer& writer, const Calendar& notices,
                                      CalendarChange change);
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace qianqiao
