#include "server/intake/marked_up_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "server/intake/marked_up_workbook.h"
#include "server/intake/text_encoding.h"

namespace qianqiao {
namespace {

constexpr char kReasonTitle[] = "原因";

std::string csv_field(const std::string& text, char separator) {
  if (text.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

class MarkedUpCsv final : public RosterSink {
 public:
  explicit MarkedUpCsv(std::filesystem::path out)
      : out_(std::move(out)), unfinished_(out_.string() + ".part") {}
  ~MarkedUpCsv() override {
    std::error_code ignored;
    if (!finished_) std::filesystem::remove(unfinished_, ignored);
  }

  Result<void> open() {
    errno = 0;
    file_.open(unfinished_, std::ios::binary | std::ios::trunc);
    return file_ ? Result<void>() : unwritable();
  }

  Result<void> begin(const TableReader& reader, std::size_t columns) override {
    columns_ = columns;
    // Excel opens UTF-8 without a mark as something else.
    dialect_ = reader.csv_dialect().value_or(CsvDialect{TextEncoding::kUtf8, true, ',', "\r\n"});
    if (dialect_.byte_order_mark) file_ << "\xEF\xBB\xBF";
    return file_ ? Result<void>() : unwritable();
  }

  Result<void> row(const TableRow& original, RowFate fate, std::span<const RosterProblem> problems,
                   const RosterRow*) override {
    std::string line = original.raw.empty() ? joined(original) : original.raw;
    for (std::size_t i = original.cells.size(); i < columns_; ++i) line += dialect_.separator;
    std::string reason = reason_text(fate, problems);
    if (fate == RowFate::kHeader && !header_written_) {
      reason = kReasonTitle;
      header_written_ = true;
    }
    line += dialect_.separator;
    line += encode_text(csv_field(reason, dialect_.separator), dialect_.encoding);
    line += dialect_.line_end;
    file_ << line;
    return file_ ? Result<void>() : unwritable();
  }

  Result<void> finish() override {
    file_.close();
    if (!file_) return unwritable();
    std::error_code failure;
    std::filesystem::rename(unfinished_, out_, failure);
    if (failure)
      return fail("report.unwritable", {{"file", out_.string()}, {"reason", failure.message()}});
    finished_ = true;
    return {};
  }

 private:
  tl::unexpected<Error> unwritable() const {
    return fail("report.unwritable",
                {{"file", out_.string()}, {"reason", std::strerror(errno ? errno : EIO)}});
  }

  std::string joined(const TableRow& row) const {
    std::string line;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) line += dialect_.separator;
      line += encode_text(csv_field(row.cells[i].text, dialect_.separator), dialect_.encoding);
    }
    return line;
  }

  std::filesystem::path out_, unfinished_;
  std::ofstream file_;
  CsvDialect dialect_;
  std::size_t columns_ = 0;
  bool header_written_ = false;
  bool finished_ = false;
};

std::string_view opening(RowFate fate) {
  switch (fate) {
    case RowFate::kBad:
    case RowFate::kRefused:
      return "未导入：";
    case RowFate::kMerged:
      return "";
    case RowFate::kValid:
      return "可导入，请核对：";
    default:
      return "已导入，请核对：";
  }
}

}  // namespace

std::string reason_text(RowFate fate, std::span<const RosterProblem> problems) {
  if (problems.empty()) return {};
  std::string all(opening(fate));
  bool first = true;
  for (const RosterProblem& problem : problems) {
    const ErrorDescription words = describe(problem.error);
    if (!first) all += "；";
    first = false;
    if (!problem.header.empty()) all += "【" + problem.header + "】";
    all += words.title.zh + "：" + words.advice.zh;
    while (all.ends_with("。")) all.resize(all.size() - 3);
  }
  return all;
}

Result<std::unique_ptr<RosterSink>> make_marked_up_file(const std::filesystem::path& out) {
  std::string ending = out.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".xlsx") return make_marked_up_workbook(out, kReasonTitle);
  if (ending != ".csv") return fail("report.ending_unknown", {{"file", out.string()}});
  auto csv = std::make_unique<MarkedUpCsv>(out);
  if (Result<void> opened = csv->open(); !opened) return fail(opened.error());
  return csv;
}

}  // namespace qianqiao
