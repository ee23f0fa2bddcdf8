#include "server/report/report_workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <filesystem>

namespace qianqiao {
namespace {

constexpr double kColumnWidth = 18;
constexpr std::size_t kLongestCell = 32'000;  // bytes; Excel takes some more characters
// What a spreadsheet's number still holds exactly.
constexpr std::int64_t kLargestNumber = 1LL << 53;

class Sheet {
 public:
  Sheet(lxw_workbook* book, lxw_worksheet* sheet) : sheet_(sheet) {
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
  }

  void headings(const std::string& title, const std::vector<std::string>& columns) {
    text(0, title, bold_);
    ++row_;
    for (std::size_t i = 0; i < columns.size(); ++i) text(i, columns[i], bold_);
    ++row_;
    if (!columns.empty())
      worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(columns.size() - 1), kColumnWidth,
                           nullptr);
    worksheet_freeze_panes(sheet_, row_, 0);
  }

  void add(const std::vector<ReportCell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto* number = std::get_if<std::int64_t>(&cells[i]);
      if (number == nullptr)
        text(i, std::get<std::string>(cells[i]), nullptr);
      else if (*number > kLargestNumber || *number < -kLargestNumber)
        text(i, std::to_string(*number), nullptr);
      else
        worksheet_write_number(sheet_, row_, static_cast<lxw_col_t>(i),
                               static_cast<double>(*number), nullptr);
    }
    ++row_;
  }

 private:
  void text(std::size_t column, const std::string& text, lxw_format* format) {
    std::size_t length = std::min(text.size(), kLongestCell);
    while (length < text.size() && length > 0 && (text[length] & 0xC0) == 0x80) --length;
    worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column),
                           text.substr(0, length).c_str(), format);
  }

  lxw_worksheet* const sheet_;
  lxw_format* bold_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

Result<void> write_report_workbook(const ReportTable& table, const std::string& to) {
  const auto unwritable = [&](const char* reason) {
    return fail("store.unwritable", {{"path", to}, {"reason", reason}});
  };
  std::error_code ignored;
  std::string temporary = std::filesystem::temp_directory_path(ignored).string();
  lxw_workbook_options options{};
  options.tmpdir = temporary.data();
  lxw_workbook* book = workbook_new_opt(to.c_str(), &options);
  if (book == nullptr) return unwritable("workbook");
  Sheet sheet(book, workbook_add_worksheet(book, nullptr));
  sheet.headings(table.title, table.columns);
  for (const auto& row : table.rows) sheet.add(row);
  const lxw_error failure = workbook_close(book);
  if (failure != LXW_NO_ERROR) return unwritable(lxw_strerror(failure));
  return {};
}

}  // namespace qianqiao
