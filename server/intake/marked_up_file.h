// The roster back with a column 原因: CSV in its own encoding, its rows byte for byte as they came;
// XLSX with what was wrong in red. Written row by row in constant memory. The file appears under
// its name when it is complete.
#pragma once

#include <filesystem>
#include <memory>

#include "server/intake/roster_import.h"

namespace qianqiao {

// By the ending of `out`. Errors: report.ending_unknown, report.unwritable.
Result<std::unique_ptr<RosterSink>> make_marked_up_file(const std::filesystem::path& out);

// What stands in the column: "未导入：…；…", "已导入，请核对：…"; empty: nothing to say.
std::string reason_text(RowFate fate, std::span<const RosterProblem> problems);

}  // namespace qianqiao
