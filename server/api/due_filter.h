// ?due_before=INSTANT and ?overdue=1, as lists with clocks take them.
#pragma once

#include <optional>

#include "server/api/exchange.h"
#include "workflows/base/instant.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Before when a clock must end to be listed; none: whenever.
// Errors: http.bad_parameter, those of parse_instant.
Result<std::optional<Instant>> due_before_of(const Request& request, Instant now);

}  // namespace qianqiao
