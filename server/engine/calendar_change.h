// What a new notice of working days does to the deadlines that run (process §4): those that cross
// its year are derived anew, provisional ones become certain, and nothing moves unseen.
#pragma once

#include <memory>
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

// The rules with these years' notices added or replaced. Errors: calendar.unchanged.
Result<std::shared_ptr<RuleBook>> with_notices(const RuleBook& rules, const Calendar& notices);

// Running deadlines that are another under `rules`: due, next rung or certainty.
std::vector<DeadlineMove> find_moves(Reader& reader, const RuleBook& rules,
                                     const Calendar& notices);

}  // namespace qianqiao
