// Every error code of the product: its HTTP status and one line of advice in both languages.
// {name} is filled from the error's parameters. A test reads the sources and fails on a code that
// is used and not listed here, or listed and not used.
#include "workflows/base/error.h"

namespace qianqiao {

const std::vector<ErrorEntry>& error_catalogue() {
  static const std::vector<ErrorEntry> entries = {
      // clang-format off
      // --- base: instants
      {"time.malformed", 400, "时间格式不对", "Malformed time",
       "“{input}”不是可识别的时间，请写成 2025-01-24T09:00 或 2025-01-24T09:00:00+08:00。",
       "'{input}' is not a time; write 2025-01-24T09:00 or 2025-01-24T09:00:00+08:00."},
      {"date.malformed", 400, "日期格式不对", "Malformed date",
       "“{input}”不是有效日期，请写成 2025-01-24。",
       "'{input}' is not a valid date; write 2025-01-24."},
      // clang-format on
  };
  return entries;
}

}  // namespace qianqiao
