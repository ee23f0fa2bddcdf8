#include "server/intake/marked_up_workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "server/intake/marked_up_file.h"

namespace qianqiao {
namespace {

constexpr lxw_row_t kRowsPerSheet = LXW_ROW_MAX;
constexpr double kReasonWidth = 60;
constexpr double kColumnWidth = 16;

class MarkedUpWorkbook final : public RosterSink {
 public:
  MarkedUpWorkbook(std::filesystem::path out, std::string reason_title)
      : out_(std::move(out)),
        unfinished_(out_.string() + ".part"),
        reason_title_(std::move(reason_title)) {}
  ~MarkedUpWorkbook() override {
    if (workbook_) workbook_close(workbook_);
    std::error_code ignored;
    if (!finished_) std::filesystem::remove(unfinished_, ignored);
  }

  Result<void> open() {
    // libxlsxwriter writes at the end only; an unwritable place shows now.
    errno = 0;
    if (!std::ofstream(unfinished_, std::ios::binary)) return unwritable(std::strerror(errno));
    std::error_code ignored;
    temporary_ = std::filesystem::temp_directory_path(ignored).string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = temporary_.data();
    workbook_ = workbook_new_opt(unfinished_.c_str(), &options);
    if (!workbook_) return unwritable(std::strerror(ENOMEM));
    bad_ = workbook_add_format(workbook_);
    format_set_bg_color(bad_, 0xFFC7CE);
    format_set_font_color(bad_, 0x9C0006);
    doubtful_ = workbook_add_format(workbook_);
    format_set_bg_color(doubtful_, 0xFFEB9C);
    bold_ = workbook_add_format(workbook_);
    format_set_bold(bold_);
    return {};
  }

  Result<void> begin(const TableReader& reader, std::size_t columns) override {
    columns_ = std::min(columns, kMaxColumns - 1);
    sheet_name_ = reader.sheet().empty() ? "Sheet1" : reader.sheet();
    return add_sheet();
  }

  Result<void> row(const TableRow& original, RowFate fate, std::span<const RosterProblem> problems,
                   const RosterRow*) override {
    if (next_row_ == kRowsPerSheet)
      if (Result<void> added = add_sheet(); !added) return added;
    const std::size_t cells = std::min(original.cells.size(), columns_);
    for (std::size_t i = 0; i < std::max(cells, columns_); ++i) {
      lxw_format* format = fate == RowFate::kHeader ? bold_ : format_of(i, fate, problems);
      const std::string text = i < cells ? original.cells[i].text : std::string();
      write(i, text, format);
    }
    std::string reason = reason_text(fate, problems);
    if (fate == RowFate::kHeader && !header_written_) {
      reason = reason_title_;
      header_written_ = true;
    }
    write(columns_, reason, fate == RowFate::kHeader ? bold_ : nullptr);
    // Notes to the right of the table keep their order behind the reason.
    for (std::size_t i = columns_; i < original.cells.size() && i + 1 < kMaxColumns; ++i)
      write(i + 1, original.cells[i].text, nullptr);
    ++next_row_;
    return {};
  }

  Result<void> finish() override {
    lxw_workbook* workbook = workbook_;
    workbook_ = nullptr;
    const lxw_error failure = workbook_close(workbook);
    if (failure != LXW_NO_ERROR) return unwritable(lxw_strerror(failure));
    std::error_code moved;
    std::filesystem::rename(unfinished_, out_, moved);
    if (moved) return unwritable(moved.message());
    finished_ = true;
    return {};
  }

 private:
  tl::unexpected<Error> unwritable(std::string reason) const {
    return fail("report.unwritable", {{"file", out_.string()}, {"reason", std::move(reason)}});
  }

  Result<void> add_sheet() {
    std::string name = sheet_name_;
    if (++sheets_ > 1) name = "续" + std::to_string(sheets_ - 1);
    sheet_ = workbook_add_worksheet(workbook_, name.c_str());
    if (!sheet_) sheet_ = workbook_add_worksheet(workbook_, nullptr);  // a name Excel would refuse
    if (!sheet_) return unwritable("worksheet");
    if (columns_ > 0)
      worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(columns_ - 1), kColumnWidth, nullptr);
    const auto reason = static_cast<lxw_col_t>(columns_);
    worksheet_set_column(sheet_, reason, reason, kReasonWidth, nullptr);
    next_row_ = 0;
    return {};
  }

  // A problem of the whole row colours all of it.
  lxw_format* format_of(std::size_t column, RowFate fate,
                        std::span<const RosterProblem> problems) const {
    if (fate == RowFate::kMerged) return nullptr;
    const std::string letters = column_letters(column);
    lxw_format* format = nullptr;
    for (const RosterProblem& problem : problems) {
      if (!problem.column.empty() && problem.column != letters) continue;
      if (problem.severity == Severity::kError) return bad_;
      format = doubtful_;
    }
    return format;
  }

  void write(std::size_t column, const std::string& text, lxw_format* format) {
    const auto at = static_cast<lxw_col_t>(column);
    if (!text.empty())
      worksheet_write_string(sheet_, next_row_, at, text.c_str(), format);
    else if (format)
      worksheet_write_blank(sheet_, next_row_, at, format);
  }

  std::filesystem::path out_, unfinished_;
  std::string reason_title_, sheet_name_, temporary_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *bad_ = nullptr, *doubtful_ = nullptr, *bold_ = nullptr;
  std::size_t columns_ = 0;
  lxw_row_t next_row_ = 0;
  int sheets_ = 0;
  bool header_written_ = false;
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<RosterSink>> make_marked_up_workbook(const std::filesystem::path& out,
                                                            const std::string& reason_title) {
  auto workbook = std::make_unique<MarkedUpWorkbook>(out, reason_title);
  if (Result<void> opened = workbook->open(); !opened) return fail(opened.error());
  return workbook;
}

}  // namespace qianqiao
