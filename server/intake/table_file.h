// Opens a file as a table by what it contains, not by its name; files that only look like one
// are told apart, each with its own advice.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "server/intake/table_reader.h"

namespace qianqiao {

// Errors: those of csv_reader.h and xlsx_reader.h; xlsx.encrypted, table.xls, table.html,
// table.binary, table.is_directory.
Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path,
                                                std::string_view sheet = {});

}  // namespace qianqiao
