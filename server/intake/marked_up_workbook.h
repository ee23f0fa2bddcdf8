// The XLSX form of marked_up_file.h, written with libxlsxwriter. Private to this folder.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "server/intake/roster_import.h"

namespace qianqiao {

// Errors: report.unwritable.
Result<std::unique_ptr<RosterSink>> make_marked_up_workbook(const std::filesystem::path& out,
                                                            const std::string& reason_title);

}  // namespace qianqiao
