// The dated facts that figures are computed from (process §6): what a history row adds to them.
// The engine writes them in the row's transaction; `verify` folds history again and compares.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/engine/decision_round.h"
#include "server/engine/rule_book.h"
#include "server/ports/store.h"

namespace qianqiao {

inline constexpr char kFactsKept[] = "figures.facts_kept";  // a setting, once there are facts

// Folds one row of a case's history into its facts; was anything changed? `county` is where the
// case belongs after it. Before the first signature there are none: signed_on is empty.
bool fold_fact(CaseFactRow& fact, const HistoryRow& row, std::string_view state_before,
               const std::string& county);
// The same for a referral.
bool fold_fact(ReferralFactRow& fact, const HistoryRow& row, std::string_view state_before,
               std::string_view state_after);

// What a case applies for after this row, in fen, where the row says so.
std::optional<std::int64_t> amount_in(const HistoryRow& row);

// What a step adds, stored.
void record_facts(Writer& writer, const Step& step);

// All facts anew, from all history: once, for a database of before they were kept.
void rebuild_facts(Writer& writer, const RuleBook& rules);

}  // namespace qianqiao
