// A notice of working days takes effect by two people, one who proposes it and another who confirms
// it: no single person moves a statutory date. One is enough for a notice on which nothing rests
// yet: its years are still to come and have none so far, and no clock that runs would be another.
#pragma once

#include <string>
#include <vector>

#include "server/engine/calendar_change.h"
#include "server/ports/calendar_records.h"

namespace qianqiao {

// What a notice does, or would do.
struct CalendarChange {
  CalendarProposalRow proposal;  // its id is 0 where nothing was stored
  std::vector<DeadlineMove> moves;
  bool asks_second_person = true;
  bool as_proposed = true;  // else the moves are others than who proposed it was shown
};

bool asks_second_person(const Calendar& before, const Calendar& notices,
                        const std::vector<DeadlineMove>& moves, Date today);

// What `notices` would move. Nothing is changed. Errors: calendar.unchanged.
Result<CalendarChange> preview_calendar(Reader& reader, const RuleBook& rules,
                                        const Calendar& notices, Date today);

// Of which clock, from when to when: two lists of moves are the same, or not.
std::string digest_of(const std::vector<DeadlineMove>& moves);

// Still waiting for its second person. Errors: calendar.proposal_unknown,
// calendar.proposal_settled.
Result<CalendarProposalRow> open_proposal(Reader& reader, std::int64_t id);
// That this person may confirm it. Errors: those; calendar.own_proposal.
Result<CalendarProposalRow> confirmable_proposal(Reader& reader, std::int64_t id,
                                                 const PersonId& actor);
Result<CalendarProposalRow> withdraw_proposal(Writer& writer, std::int64_t id,
                                              const PersonId& actor, Instant now);

}  // namespace qianqiao
