// What a workbook says about its sheets: which there are, where they lie, how numbers are shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/intake/zip_archive.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct XlsxSheet {
  std::string name;
  bool hidden = false;
  std::string part;  // of the archive; empty where it is no worksheet (a chart)
};

struct XlsxWorkbook {
  std::vector<XlsxSheet> sheets;
  std::string shared_strings_part;  // empty: none
  std::vector<bool> date_styles;    // by a cell's style number
  bool from_1904 = false;
};

// Errors: xlsx.no_workbook, table.ods, table.xlsb, and those of the archive and of XML.
Result<XlsxWorkbook> read_workbook(ZipArchive& archive);

// The sheet named, or the first visible one.
// Errors: xlsx.no_such_sheet, xlsx.no_visible_sheet.
Result<XlsxSheet> choose_sheet(const XlsxWorkbook& workbook, std::string_view name);

}  // namespace qianqiao
