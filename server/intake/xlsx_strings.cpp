#include "server/intake/xlsx_strings.h"

#include <optional>

#include "server/intake/cell_text.h"
#include "server/intake/text_encoding.h"
#include "server/intake/xml_parser.h"

namespace qianqiao {
namespace {

constexpr std::size_t kMaxTextBytes = kMaxCellCharacters * 4;
constexpr std::size_t kPieceBytes = 32 * 1024;
constexpr char kWhole = '=';
constexpr char kCut = '<';

class SharedStringsHandler final : public XmlHandler {
 public:
  explicit SharedStringsHandler(SpillFile& out) : out_(out) {}
  std::optional<Error> failure;

  void on_start(std::string_view name, const XmlAttributes&) override {
    if (name == "si")
      text_.start();
    else
      text_.on_start(name);
  }
  void on_end(std::string_view name) override {
    if (name != "si") return text_.on_end(name);
    const Cell cell = text_.to_cell();
    const Result<std::int64_t> added = out_.add((cell.too_long ? kCut : kWhole) + cell.text);
    if (!added && !failure) failure = added.error();
  }
  void on_text(std::string_view text) override { text_.on_text(text); }

 private:
  SpillFile& out_;
  XlsxText text_;
};

}  // namespace

void XlsxText::start() {
  text_.clear();
  cut_ = in_text_ = in_phonetic_ = false;
}

void XlsxText::on_start(std::string_view name) {
  if (name == "t") in_text_ = true;
  if (name == "rPh") in_phonetic_ = true;
}

void XlsxText::on_end(std::string_view name) {
  if (name == "t") in_text_ = false;
  if (name == "rPh") in_phonetic_ = false;
}

void XlsxText::append(std::string_view text) {
  if (text_.size() + text.size() <= kMaxTextBytes)
    text_ += text;
  else
    cut_ = true;
}

Cell XlsxText::to_cell() {
  Cell cell;
  cell.text = unescape_ooxml(std::move(text_));
  text_.clear();
  if (cut_ || cell.text.size() > kMaxCellCharacters) {
    const std::size_t kept = first_characters(cell.text, kMaxCellCharacters).size();
    cell.too_long = cut_ || kept < cell.text.size();
    cell.text.resize(kept);
  }
  cell.kind = cell.text.empty() ? CellKind::kEmpty : CellKind::kText;
  return cell;
}

Result<void> read_shared_strings(ZipArchive& archive, const ZipEntry& entry, SpillFile& strings) {
  Result<std::unique_ptr<ZipEntryStream>> stream = archive.read(entry);
  if (!stream) return fail(stream.error());
  SharedStringsHandler handler(strings);
  XmlParser parser(handler, entry.name);
  while (true) {
    const Result<std::size_t> got = (*stream)->read(parser.buffer(kPieceBytes), kPieceBytes);
    if (!got) return fail(got.error());
    const Result<bool> parsed = parser.parse(*got, *got == 0);
    if (!parsed) return fail(parsed.error());
    if (handler.failure) return fail(*handler.failure);
    if (*got == 0) return {};
  }
}

Result<Cell> shared_string(SpillFile& strings, std::int64_t number) {
  Cell cell;
  if (number < 0 || number >= strings.count()) {
    cell.kind = CellKind::kError;
    cell.text = "#REF!";
    return cell;
  }
  Result<std::string> text = strings.get(number);
  if (!text) return fail(text.error());
  cell.too_long = text->front() == kCut;
  cell.text = text->substr(1);
  cell.kind = cell.text.empty() ? CellKind::kEmpty : CellKind::kText;
  return cell;
}

}  // namespace qianqiao
