// Rows of history as JSON, in the words of the event catalogue.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/engine/directory.h"
#include "server/ports/rows.h"

namespace qianqiao {

nlohmann::ordered_json to_json(const HistoryRow& row, SubjectKind kind, const Directory& directory);

}  // namespace qianqiao
