// Imports of rosters and their reports as the interface shows them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "server/api/import_report.h"
#include "server/ports/rows.h"

namespace qianqiao {

nlohmann::ordered_json roster_report_json(const ImportReport& report, bool dry_run,
                                          const std::string& id);
// What is kept instead of a report where there is none.
std::string problem_text(const Error& error);

nlohmann::ordered_json roster_json(const ImportRow& row);
// With its report, or with what went wrong.
nlohmann::ordered_json roster_detail_json(const ImportRow& row);

}  // namespace qianqiao
