// Reads one sheet of an XLSX workbook, row by row, as Excel, WPS, openpyxl, xlsxwriter and others
// write it. Shared strings lie in a temporary file, so memory does not grow with the sheet.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "server/intake/table_reader.h"
#include "server/intake/zip_archive.h"

namespace qianqiao {

// `sheet`: its name; empty: the first visible one.
// Errors: those of zip_archive.h, xlsx_workbook.h and xml_parser.h; intake.no_temporary_space.
Result<std::unique_ptr<TableReader>> open_xlsx(const std::filesystem::path& path,
                                               std::string_view sheet = {},
                                               const ZipLimits& limits = {});

}  // namespace qianqiao
