// A case as a plugin is shown it; the runner leaves in it what the plugin's manifest may see. Pure
// reading, on any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/engine/directory.h"
#include "server/engine/rule_book.h"
#include "server/ports/store.h"

namespace qianqiao {

// With the calendar, the enterprise's visits and its other cases.
nlohmann::json case_snapshot(Reader& reader, const Directory& directory, const RuleBook& rules,
                             const SubjectRow& of_case, Instant now);

// Without: one of many.
nlohmann::json case_alone(Reader& reader, const Directory& directory, const SubjectRow& of_case,
                          Instant now);

}  // namespace qianqiao
