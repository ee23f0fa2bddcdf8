// Rows of history as JSON, in the words of the event catalogue.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/engine/directory.h"
#include "server/engine/rule_book.h"
#include "server/ports/rows.h"

namespace qianqiao {

// With the names of its people, and of the reasons it gives by the definition that it was made by.
nlohmann::ordered_json to_json(const HistoryRow& row, SubjectKind kind, const Directory& directory,
                               const RuleBook& rules);

}  // namespace qianqiao
