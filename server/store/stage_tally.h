// The open cases of each stage, counted over the index of stages.
#pragma once

#include <string_view>

#include "server/ports/store.h"
#include "server/store/composed_query.h"

namespace qianqiao {

// Stage, cases, those overdue, and those younger than each of StageTally::kAges.
inline constexpr std::string_view kStageTallyKinds = "tiiiiii";
ComposedQuery stage_tally(const StageQuery& query);

}  // namespace qianqiao
