// One table, row by row, whatever file it came from. Readers hold a constant amount of memory in
// the number of rows. Not shared between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

// Excel's own limit. Longer text is cut, and the cell says so.
inline constexpr std::size_t kMaxCellCharacters = 32'767;
inline constexpr std::size_t kMaxColumns = 16'384;  // Excel's own limit as well

enum class CellKind { kEmpty, kText, kNumber, kBoolean, kDate, kError };

struct Cell {
  std::string text;  // UTF-8; a number without exponent, a date as 2021-03-05
  CellKind kind = CellKind::kEmpty;
  bool too_long = false;       // text was cut after kMaxCellCharacters
  bool digits_lost = false;    // a number of more than 15 digits: what follows the 15th is gone
  bool invalid_bytes = false;  // bytes that are no text in the file's encoding
  bool operator==(const Cell&) const = default;
};

struct TableRow {
  std::int64_t number = 0;  // as a spreadsheet shows it, empty rows counted
  std::vector<Cell> cells;
  std::optional<Error> problem;  // this row is broken (an unclosed quote); its cells are as read
  // Of a CSV file: the row's own bytes without its line end, for giving it back unchanged; empty
  // where it was too large to keep or is broken.
  std::string raw;
};

struct ReadProgress {
  std::int64_t bytes_read = 0;
  std::int64_t bytes_total = 0;
};

enum class TextEncoding { kUtf8, kGb18030 };

// How a CSV file is written; what is given back is written the same way.
struct CsvDialect {
  TextEncoding encoding = TextEncoding::kUtf8;
  bool byte_order_mark = false;
  char separator = ',';
  std::string line_end = "\r\n";
  bool operator==(const CsvDialect&) const = default;
};

class TableReader {
 public:
  virtual ~TableReader() = default;

  // True: `row` is the next row that is not empty. False: the end. An error: the file is broken
  // from here on; what came before stands.
  [[nodiscard]] virtual Result<bool> next(TableRow& row) = 0;
  virtual ReadProgress progress() const = 0;
  virtual std::optional<CsvDialect> csv_dialect() const { return std::nullopt; }  // none: XLSX
  virtual std::string sheet() const { return {}; }  // its name; empty for CSV
  // What a date typed as a bare number of days counts from.
  virtual bool dates_from_1904() const { return false; }
};

std::string column_letters(std::size_t index);  // 0 → "A", 26 → "AA"

}  // namespace qianqiao
