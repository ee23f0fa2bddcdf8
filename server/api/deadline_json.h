// Deadlines as JSON: what is due when and why, what the ladder has done and does next. Being
// overdue is computed here from `now`, never stored.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "server/engine/rule_book.h"
#include "server/ports/store.h"
#include "workflows/definition/definition.h"
#include "workflows/domain/deadline.h"

namespace qianqiao {

nlohmann::ordered_json to_json(const DeadlineRow& row, Instant now, const RuleBook& rules,
                               Reader& reader);

// One computed deadline with its explanation (`qianqiao deadline`).
nlohmann::ordered_json to_json(const DeadlineRule& rule, Instant anchor, const Calendar& calendar);

// A line of the list across cases.
nlohmann::ordered_json to_json(const ListedDeadline& listed, Instant now, const RuleBook& rules);

// Has its last day passed without the act?
bool is_overdue(const DeadlineRow& row, Instant now);

std::string_view to_string(Effect effect);
std::string_view to_string(DeadlineState state);
std::string_view to_string(DayKind kind);

}  // namespace qianqiao
