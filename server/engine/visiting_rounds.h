// Visiting rounds (走访轮次, (四)): a county opens one, its cases that wait for a visit join it on
// the day it opens.
//
// How far a round's joining is stands in the store and moves in the same transaction as the events:
// a county has more cases than one transaction should carry, and a process may end in between.
// Internal to the engine's thread, but for the readings.
#pragma once

#include <optional>
#include <string>

#include "server/engine/directory.h"
#include "server/engine/engine.h"
#include "server/ports/store.h"
#include "workflows/base/result.h"

namespace qianqiao {

class Transaction;

// How far the joining of one round is. Of a round that was stored without
// being opened there is none.
struct RoundJoining {
  std::string stage;        // "Roster", then "Visit"; empty: done
  SubjectId after;          // the last case looked at there
  std::int64_t joined = 0;  // cases, by its opening; those listed later join one by one
  bool is_done() const { return stage.empty(); }
};
std::optional<RoundJoining> joining_of(Reader& reader, const std::string& round);

// When cases are to join a round next; none: every round that was opened is joined.
std::optional<Instant> next_joining_instant(Reader& reader);

// The county's round that is open on that day.
std::optional<RoundRow> round_open_on(Reader& reader, const std::string& county, Date day);

// Stores the round. An empty id is given the county's next one; a round that stands there already
// in every field is answered as it is.
// Errors: roster.county_not_set_up, round.id_malformed, round.name_malformed,
// round.ends_before_it_opens, round.over, round.exists, round.overlaps.
Result<OpenedRound> open_round(Writer& writer, const Directory& directory, RoundRow row,
                               Date today);

struct JoiningReport {
  int joined = 0;
  bool worked = false;  // it got further, if only past cases that cannot join
};
// Posts RoundJoined to cases in Roster and Visit that are in no round, of rounds that are open now.
// Looks at no more than `limit` cases. A round that ended before anybody came by is joined by none.
JoiningReport join_rounds(Transaction& transaction, Writer& writer, Instant now, int limit);

}  // namespace qianqiao
