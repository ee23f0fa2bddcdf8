// Arms, stops, extends and supersedes deadlines, and keeps each one's next rung. A deadline stores
// anchor, budget and versions; its instants are derived here and nowhere else.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/engine/messenger.h"
#include "server/engine/rule_book.h"
#include "server/ports/store.h"
#include "workflows/charts/chart.h"

namespace qianqiao {

struct PlannedRung {
  const RungRule* rule;
  Instant at;
};
// The rungs that this deadline passes, in the order of their firing. A reminder whose time lay
// before the arming has nothing to remind of and is left out; overdue and later rungs never are.
std::vector<PlannedRung> plan_ladder(const DeadlineRule& rule, Instant due, Instant armed,
                                     const Calendar& calendar);

// The same deadline under the book's current calendar: due instants and next rung derived anew.
DeadlineRow projected(const DeadlineRow& deadline, const RuleBook& rules,
                      const std::set<std::string>& claimed);
std::set<std::string> claimed_rungs(Reader& reader, DeadlineId deadline);

// Would a running clock be another one under `after`? Statutory ones never are.
bool is_changed_by(const std::string& rule, Effect effect, const std::string& rule_version,
                   const Definition& after, const RuleBook& rules);

class DeadlineKeeper {
 public:
  DeadlineKeeper(Writer& writer, const RuleBook& rules, Messenger& messenger, Instant now);

  // `armed_sequence` is the history row of the subject that asks for it.
  // Errors: deadline.not_armable where a statutory clock has no rule.
  Result<void> arm(const SubjectRow& subject, const ArmDeadline& action,
                   std::int64_t armed_sequence);
  // Rungs that are due and not yet claimed are claimed first: an act after the last day does not
  // undo the breach, whether or not the sweeper had come by.
  void drop(const SubjectRow& subject, const DropDeadline& action);

  // Puts a deadline with the new last day in the place of the one that runs (process §4): the old
  // one is kept, linked and void; what it has told already is not told again. Whether it may was
  // asked before (deadline_extension.h).
  void extend(const SubjectRow& subject, const ExtendDeadline& action, std::int64_t sequence);
  // The subject goes by this definition now. Service clocks take its budgets and ladders from the
  // anchors they have, so that what has passed counts; those it lacks are void, a tighter one
  // beside a running statutory clock is armed from that one's anchor. Statutory clocks stay as they
  // are.
  void change_definition(const SubjectRow& subject, const Definition& after, std::int64_t sequence);
  // The subject belongs to another county now: its clocks run on, and are listed there.
  void reroute(const SubjectRow& subject);

  // Claims the deadline's due rungs in order, at most `limit`; tells their audiences.
  // Returns how many.
  int claim_due_rungs(DeadlineRow& deadline, const SubjectRow& subject, int limit);

 private:
  std::vector<DeadlineRow>& running_of(const SubjectId& subject);
  void arm_one(const SubjectRow& subject, const DeadlineRule& rule, const ArmDeadline& action,
               std::int64_t armed_sequence);
  void supersede(DeadlineRow& old, DeadlineRow row);
  void end_void(DeadlineRow& deadline);

  Writer& writer_;
  const RuleBook& rules_;
  Messenger& messenger_;
  const Instant now_;
  std::map<SubjectId, std::vector<DeadlineRow>> running_;  // read once in this transaction
};

}  // namespace qianqiao
