// A small table of text out of a file (CSV, XLSX). The reading of files is intake's; main hands it
// over as a SmallTableReader, so that neither includes the other.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

struct TableLine {
  std::int64_t number = 0;  // as a spreadsheet shows it
  std::vector<std::string> cells;
};
// At most `most_rows` of it.
using SmallTableReader =
    std::function<Result<std::vector<TableLine>>(const std::string& path, std::size_t most_rows)>;

}  // namespace qianqiao
