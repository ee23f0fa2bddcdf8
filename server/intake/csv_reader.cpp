#include "server/intake/csv_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "server/intake/text_encoding.h"

namespace qianqiao {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::size_t kSampleBytes = 256 * 1024;               // looked at to tell the separator
constexpr std::size_t kMaxCellBytes = kMaxCellCharacters * 4;  // more is counted, not kept
constexpr std::size_t kMaxRawBytes = 1024 * 1024;
constexpr std::int64_t kMaxQuotedBytes = 64 * 1024 * 1024;  // then the quote counts as unclosed
constexpr int kMaxRereads = 1000;  // each unclosed quote costs reading on from its line again
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct Field {
  std::string bytes;
  bool cut = false;

  void add(char c) {
    if (bytes.size() < kMaxCellBytes)
      bytes += c;
    else
      cut = true;
  }
};

// Bytes of a file with a position that can be set back.
class ByteSource {
 public:
  explicit ByteSource(std::ifstream file) : file_(std::move(file)) {}

  static constexpr int kEnd = -1;
  int peek() {
    if (at_ == length_ && !refill()) return kEnd;
    return static_cast<unsigned char>(buffer_[at_]);
  }
  int take() {
    const int next = peek();
    if (next != kEnd) ++at_;
    return next;
  }
  std::int64_t position() const { return base_ + static_cast<std::int64_t>(at_); }
  void seek(std::int64_t position) {
    file_.clear();
    file_.seekg(position);
    base_ = position;
    at_ = length_ = 0;
  }
  bool failed() const { return file_.bad(); }

 private:
  bool refill() {
    base_ += static_cast<std::int64_t>(length_);
    at_ = length_ = 0;
    file_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    length_ = static_cast<std::size_t>(file_.gcount());
    return length_ > 0;
  }
  std::ifstream file_;
  std::array<char, kBufferBytes> buffer_;
  std::int64_t base_ = 0;
  std::size_t at_ = 0;
  std::size_t length_ = 0;
};

class CsvReader final : public TableReader {
 public:
  CsvReader(std::ifstream file, CsvDialect dialect, std::int64_t size)
      : source_(std::move(file)), dialect_(std::move(dialect)), size_(size) {
    source_.seek(dialect_.byte_order_mark ? static_cast<std::int64_t>(kUtf8Mark.size()) : 0);
  }

  Result<bool> next(TableRow& row) override {
    while (true) {
      if (source_.peek() == ByteSource::kEnd) {
        if (source_.failed()) return fail("table.read_failed", {{"row", std::to_string(row_)}});
        return false;
      }
      ++row_;
      if (!read_row(row)) return fail("csv.too_many_quotes", {{"line", std::to_string(line_)}});
      if (row.problem || std::any_of(row.cells.begin(), row.cells.end(),
                                     [](const Cell& c) { return !c.text.empty(); }))
        return true;
    }
  }

  ReadProgress progress() const override { return {source_.position(), size_}; }
  std::optional<CsvDialect> csv_dialect() const override { return dialect_; }

 private:
  enum class FieldEnd { kSeparator, kRow, kQuoteNeverClosed };

  // False: too many unclosed quotes; reading each again would take for ever.
  bool read_row(TableRow& row) {
    const std::int64_t start = source_.position();
    const std::int64_t start_line = line_;
    row.number = row_;
    row.problem.reset();
    if (read_fields(row, true)) return true;
    if (++rereads_ > kMaxRereads) return false;
    source_.seek(start);
    line_ = start_line;
    read_fields(row, false);
    row.problem = Error{"csv.unclosed_quote", {{"line", std::to_string(start_line)}}};
    row.raw.clear();
    return true;
  }

  // False: a quote is not closed where it should be. Without `quotes`, they are plain characters.
  bool read_fields(TableRow& row, bool quotes) {
    row.cells.clear();
    row.raw.clear();
    raw_complete_ = true;
    while (true) {
      Field field;
      const FieldEnd end = read_field(field, quotes, row.raw);
      if (end == FieldEnd::kQuoteNeverClosed) return false;
      if (row.cells.size() < kMaxColumns) row.cells.push_back(to_cell(field));
      if (end == FieldEnd::kRow) break;
    }
    if (!raw_complete_) row.raw.clear();
    return true;
  }

  FieldEnd read_field(Field& field, bool quotes, std::string& raw) {
    if (quotes && source_.peek() == '"') {
      keep_raw(source_.take(), raw);
      const std::int64_t line_before = line_;
      if (!read_quoted(field, raw)) return FieldEnd::kQuoteNeverClosed;
      // Text right after a closing quote: kept where it is one line (as Excel does). Where the
      // quotes span lines, the first one was a stray and has swallowed rows.
      const int next = source_.peek();
      if (!ends_field(next) && line_ != line_before) return FieldEnd::kQuoteNeverClosed;
    }
    while (true) {
      const int c = source_.take();
      if (c == ByteSource::kEnd) return FieldEnd::kRow;
      if (c == '\n' || c == '\r') {
        if (c == '\r' && source_.peek() == '\n') source_.take();
        ++line_;
        return FieldEnd::kRow;
      }
      keep_raw(c, raw);
      if (c == dialect_.separator) return FieldEnd::kSeparator;
      field.add(static_cast<char>(c));
    }
  }

  bool ends_field(int c) const {
    return c == ByteSource::kEnd || c == '\n' || c == '\r' || c == dialect_.separator;
  }

  bool read_quoted(Field& field, std::string& raw) {
    for (std::int64_t bytes = 0; bytes < kMaxQuotedBytes; ++bytes) {
      const int c = source_.take();
      if (c == ByteSource::kEnd) return false;
      keep_raw(c, raw);
      if (c == '"') {
        if (source_.peek() != '"') return true;
        keep_raw(source_.take(), raw);
      }
      if (c == '\n' || (c == '\r' && source_.peek() != '\n')) ++line_;
      field.add(static_cast<char>(c));
    }
    return false;
  }

  void keep_raw(int c, std::string& raw) {
    if (raw.size() < kMaxRawBytes)
      raw += static_cast<char>(c);
    else
      raw_complete_ = false;
  }

  Cell to_cell(const Field& field) const {
    Cell cell;
    cell.text = decode_text(field.bytes, dialect_.encoding, cell.invalid_bytes);
    if (field.cut || cell.text.size() > kMaxCellCharacters) {
      const std::string_view kept = first_characters(cell.text, kMaxCellCharacters);
      cell.too_long = field.cut || kept.size() < cell.text.size();
      // A cut between the bytes of one character is not the file's fault.
      if (field.cut) cell.invalid_bytes = false;
      cell.text.resize(kept.size());
    }
    cell.kind = cell.text.empty() ? CellKind::kEmpty : CellKind::kText;
    return cell;
  }

  ByteSource source_;
  CsvDialect dialect_;
  std::int64_t size_;
  std::int64_t row_ = 0;
  std::int64_t line_ = 1;
  int rereads_ = 0;
  bool raw_complete_ = true;
};

// The separator that the lines agree on best: the one that most lines have, counted outside of
// quotes; of equals the comma.
char detect_separator(std::string_view sample) {
  constexpr std::string_view kCandidates = ",;\t";
  std::array<int, 3> lines_with{};
  std::array<int, 3> total{};
  std::array<int, 3> in_line{};
  bool quoted = false;
  const auto end_line = [&] {
    for (std::size_t i = 0; i < in_line.size(); ++i) {
      lines_with[i] += in_line[i] > 0 ? 1 : 0;
      total[i] += in_line[i];
    }
    in_line = {};
  };
  for (const char c : sample) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') end_line();
    const std::size_t candidate = kCandidates.find(c);
    if (candidate != std::string_view::npos) ++in_line[candidate];
  }
  end_line();
  std::size_t best = 0;
  for (std::size_t i = 1; i < kCandidates.size(); ++i)
    if (std::pair(lines_with[i], total[i]) > std::pair(lines_with[best], total[best])) best = i;
  return kCandidates[best];
}

std::string detect_line_end(std::string_view sample) {
  const std::size_t at = sample.find_first_of("\r\n");
  if (at == std::string_view::npos) return "\r\n";
  if (sample[at] == '\n') return "\n";
  return sample.substr(at).starts_with("\r\n") ? "\r\n" : "\r";
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_csv(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("table.unreadable", {{"file", path.string()}});
  EncodingDetector detector;
  std::string sample;
  std::int64_t size = 0;
  std::array<char, kBufferBytes> buffer;
  while (file.read(buffer.data(), buffer.size()), file.gcount() > 0) {
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(file.gcount()));
    detector.add(bytes);
    if (sample.size() < kSampleBytes) sample += bytes;
    size += file.gcount();
  }
  if (file.bad()) return fail("table.unreadable", {{"file", path.string()}});
  if (sample.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos)
    return fail("table.empty", {{"file", path.filename().string()}});
  const Result<TextEncoding> encoding = detector.conclude();
  if (!encoding) return fail(encoding.error());
  CsvDialect dialect;
  dialect.encoding = *encoding;
  dialect.byte_order_mark = sample.starts_with(kUtf8Mark);
  dialect.separator = detect_separator(sample);
  dialect.line_end = detect_line_end(sample);
  file.clear();
  return std::make_unique<CsvReader>(std::move(file), std::move(dialect), size);
}

}  // namespace qianqiao
