// What a new notice of working days does to the deadlines that run (process §4): those that cross
// its year are derived anew, provisional ones become certain, and nothing moves unseen.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "server/engine/rule_book.h"
#include "server/ports/store.h"

namespace qianqiao {

// A deadline that a calendar moves, makes certain without moving it, or whose rungs it moves.
struct DeadlineMove {
  DeadlineRow before;
  DeadlineRow after;
  bool is_due_changed() const;  // the date itself, or its certainty: that goes to history
};

// Why, and by which two people: into the history of each subject whose dates move.
struct Reprojection {
  std::string reason;
  PersonId proposed_by, confirmed_by;
};

// The rules with these years' notices added or replaced. Errors: calendar.unchanged.
Result<std::shared_ptr<RuleBook>> with_notices(const RuleBook& rules, const Calendar& notices);

// Running deadlines that are another under `rules`: due, next rung or certainty. By id, those
// greater than `after`.
std::vector<DeadlineMove> find_moves(Reader& reader, const RuleBook& rules, const Calendar& notices,
                                     DeadlineId after = 0,
                                     std::size_t limit = std::numeric_limits<std::size_t>::max());

// What was computed by a year's notice: deadlines in any state that run through a day of it or have
// a rung there, and history that was recorded in it. While there is any, the notice stays.
struct NoticeUse {
  std::int64_t deadlines = 0, history_rows = 0;
  bool none() const { return deadlines == 0 && history_rows == 0; }
};
NoticeUse use_of_notice(Reader& reader, const RuleBook& rules, int year);

}  // namespace qianqiao
