// A report as an XLSX workbook of one sheet: title, headings, rows. Texts stay texts, whatever they
// begin with: nothing in it is a formula.
#pragma once

#include "server/ports/report_table.h"

namespace qianqiao {

// Errors: store.unwritable.
Result<void> write_report_workbook(const ReportTable& table, const std::string& to);

}  // namespace qianqiao
