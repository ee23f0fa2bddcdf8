// A table for people to take away, and who writes it as a workbook.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

using ReportCell = std::variant<std::string, std::int64_t>;

struct ReportTable {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<ReportCell>> rows;  // as wide as the columns
};

// Writes an XLSX file. Errors: store.unwritable.
using WorkbookWriter = std::function<Result<void>(const ReportTable& table, const std::string& to)>;

}  // namespace qianqiao
