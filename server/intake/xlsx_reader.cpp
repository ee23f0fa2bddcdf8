#include "server/intake/xlsx_reader.h"

#include <charconv>

#include "server/intake/cell_text.h"
#include "server/intake/spill_file.h"
#include "server/intake/xlsx_strings.h"
#include "server/intake/xlsx_workbook.h"
#include "server/intake/xml_parser.h"

namespace qianqiao {
namespace {

constexpr std::size_t kPieceBytes = 32 * 1024;
constexpr std::size_t kNoColumn = kMaxColumns;

// "AB12" → 27; kNoColumn where it is no reference or lies beyond the last column.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    if (++letters > 3) return kNoColumn;
  }
  return letters == 0 || column > kMaxColumns ? kNoColumn : column - 1;
}

std::int64_t to_integer(std::string_view text, std::int64_t otherwise) {
  std::int64_t value = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

// Turns the events of one sheet into one row at a time.
class SheetHandler final : public XmlHandler {
 public:
  SheetHandler(const XlsxWorkbook& workbook, SpillFile& strings)
      : workbook_(workbook), strings_(strings) {}

  XmlParser* parser = nullptr;
  TableRow row;
  bool row_ready = false;
  std::optional<Error> failure;

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheetData") {
      in_data_ = true;
    } else if (!in_data_) {
      return;
    } else if (name == "row") {
      start_row(attributes);
    } else if (name == "c") {
      start_cell(attributes);
    } else if (name == "v" || name == "is") {
      text_.start();
      in_value_ = name == "v";
    } else {
      text_.on_start(name);
    }
  }

  void on_end(std::string_view name) override {
    if (!in_data_) return;
    if (name == "sheetData") {
      in_data_ = false;
    } else if (name == "row") {
      if (row.cells.empty()) return;  // an empty row
      row_ready = true;
      parser->pause();
    } else if (name == "c") {
      end_cell();
    } else if (name == "v") {
      in_value_ = false;
      value_ = text_;
      has_value_ = true;
    } else if (name == "is") {
      value_ = text_;
      has_value_ = true;
    } else {
      text_.on_end(name);
    }
  }

  void on_text(std::string_view text) override {
    if (in_value_)
      text_.append(text);
    else if (in_data_)
      text_.on_text(text);
  }

 private:
  void start_row(const XmlAttributes& attributes) {
    row.cells.clear();
    // Rows and cells without a reference follow the one before.
    row.number = to_integer(attributes["r"], row_number_ + 1);
    row_number_ = row.number;
    next_column_ = 0;
  }

  void start_cell(const XmlAttributes& attributes) {
    const std::string_view reference = attributes["r"];
    column_ = reference.empty() ? next_column_ : column_of(reference);
    if (column_ >= kMaxColumns) {
      failure = Error{"xlsx.bad_reference",
                      {{"reference", std::string(reference.substr(0, 20))},
                       {"row", std::to_string(row.number)}}};
      column_ = 0;
    }
    next_column_ = column_ + 1;
    type_ = attributes["t"];
    const auto style = static_cast<std::size_t>(to_integer(attributes["s"], 0));
    is_date_ = style < workbook_.date_styles.size() && workbook_.date_styles[style];
    has_value_ = false;
  }

  void end_cell() {
    if (!has_value_) return;
    Cell cell = to_cell();
    if (cell.text.empty()) return;
    if (row.cells.size() <= column_) row.cells.resize(column_ + 1);
    row.cells[column_] = std::move(cell);
  }

  Cell to_cell() {
    if (type_ == "s") {
      Result<Cell> found = shared_string(strings_, to_integer(value_.raw(), -1));
      if (found) return std::move(*found);
      failure = found.error();
      return {};
    }
    if (type_ == "inlineStr" || type_ == "str") return value_.to_cell();
    if (type_ == "d") return iso_date();
    if (value_.raw().empty()) return {};
    Cell cell;
    if (type_ == "b") {
      cell.text = value_.raw() == "1" || value_.raw() == "true" ? "TRUE" : "FALSE";
      cell.kind = CellKind::kBoolean;
    } else if (type_ == "e") {
      cell = value_.to_cell();
      cell.kind = CellKind::kError;
    } else if (is_date_) {
      cell = date_cell(value_.raw(), workbook_.from_1904);
    } else {
      cell = number_cell(value_.raw());
    }
    return cell;
  }

  // Strict OOXML: 2021-03-05T00:00:00.
  Cell iso_date() {
    Cell cell = value_.to_cell();
    if (cell.text.ends_with("Z")) cell.text.pop_back();
    const std::size_t time = cell.text.find('T');
    if (time != std::string::npos) {
      if (cell.text.find_first_not_of("0:.", time + 1) == std::string::npos)
        cell.text.resize(time);
      else
        cell.text[time] = ' ';
    }
    cell.kind = CellKind::kDate;
    return cell;
  }

  const XlsxWorkbook& workbook_;
  SpillFile& strings_;
  XlsxText text_, value_;
  bool in_data_ = false, in_value_ = false, has_value_ = false, is_date_ = false;
  std::int64_t row_number_ = 0;
  std::size_t column_ = 0, next_column_ = 0;
  std::string type_;
};

class XlsxReader final : public TableReader {
 public:
  XlsxReader(std::unique_ptr<ZipArchive> archive, XlsxWorkbook workbook, XlsxSheet sheet)
      : archive_(std::move(archive)), workbook_(std::move(workbook)), sheet_(std::move(sheet)) {}

  Result<void> open(const ZipLimits&) {
    const ZipEntry* entry = archive_->find(sheet_.part);
    if (!entry) return fail("xlsx.damaged", {{"part", sheet_.part}});
    sheet_bytes_ = entry->compressed_bytes;
    if (const ZipEntry* strings = archive_->find(workbook_.shared_strings_part)) {
      strings_bytes_ = strings->compressed_bytes;
      if (Result<void> read = read_shared_strings(*archive_, *strings, strings_); !read)
        return fail(read.error());
    }
    Result<std::unique_ptr<ZipEntryStream>> stream = archive_->read(*entry);
    if (!stream) return fail(stream.error());
    stream_ = std::move(*stream);
    handler_ = std::make_unique<SheetHandler>(workbook_, strings_);
    parser_ = std::make_unique<XmlParser>(*handler_, sheet_.part);
    handler_->parser = parser_.get();
    return {};
  }

  Result<bool> next(TableRow& row) override {
    handler_->row_ready = false;
    while (!handler_->row_ready) {
      if (finished_ && !paused_) return false;
      const Result<bool> moved = paused_ ? parser_->resume() : feed();
      if (!moved) return fail(moved.error());
      paused_ = *moved;
      if (handler_->failure) return fail(*handler_->failure);
    }
    row.number = handler_->row.number;
    row.cells.swap(handler_->row.cells);
    row.problem.reset();
    row.raw.clear();
    return true;
  }

  ReadProgress progress() const override {
    return {strings_bytes_ + stream_->compressed_read(), strings_bytes_ + sheet_bytes_};
  }
  std::string sheet() const override { return sheet_.name; }
  bool dates_from_1904() const override { return workbook_.from_1904; }

 private:
  Result<bool> feed() {
    const Result<std::size_t> got = stream_->read(parser_->buffer(kPieceBytes), kPieceBytes);
    if (!got) return fail(got.error());
    finished_ = *got == 0;
    return parser_->parse(*got, finished_);
  }

  std::unique_ptr<ZipArchive> archive_;
  XlsxWorkbook workbook_;
  XlsxSheet sheet_;
  SpillFile strings_;
  std::unique_ptr<SheetHandler> handler_;
  std::unique_ptr<XmlParser> parser_;
  std::unique_ptr<ZipEntryStream> stream_;
  std::int64_t sheet_bytes_ = 0;
  std::int64_t strings_bytes_ = 0;
  bool finished_ = false;
  bool paused_ = false;
};

}  // namespace

Result<std::unique_ptr<TableReader>> open_xlsx(const std::filesystem::path& path,
                                               std::string_view sheet, const ZipLimits& limits) {
  Result<std::unique_ptr<ZipArchive>> archive = ZipArchive::open(path, limits);
  if (!archive) return fail(archive.error());
  Result<XlsxWorkbook> workbook = read_workbook(**archive);
  if (!workbook) return fail(workbook.error());
  Result<XlsxSheet> chosen = choose_sheet(*workbook, sheet);
  if (!chosen) return fail(chosen.error());
  auto reader =
      std::make_unique<XlsxReader>(std::move(*archive), std::move(*workbook), std::move(*chosen));
  if (Result<void> opened = reader->open(limits); !opened) return fail(opened.error());
  return reader;
}

}  // namespace qianqiao
