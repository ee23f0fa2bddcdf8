// Working-day notices as JSON: what one moves, and who proposed and confirmed it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/engine/calendar_proposals.h"

namespace qianqiao {

// All are counted; this many are told in one answer. The rest is paged through the proposal.
inline constexpr std::size_t kMostMovesTold = 1000;

nlohmann::ordered_json to_json(const DeadlineMove& move);
nlohmann::ordered_json to_json(const CalendarProposalRow& row);
nlohmann::ordered_json to_json(const CalendarChange& change, bool dry_run);

}  // namespace qianqiao
