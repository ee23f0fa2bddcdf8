#include "server/intake/table_file.h"

#include <array>
#include <fstream>
#include <string>

#include "server/intake/csv_reader.h"
#include "server/intake/xlsx_reader.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using namespace std::string_view_literals;

constexpr auto kZipMark = "PK\x03\x04"sv;
constexpr auto kEmptyZipMark = "PK\x05\x06"sv;
constexpr auto kCompoundMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;  // OLE: .xls, encrypted .xlsx
constexpr std::size_t kDirectoryBytes = 16 * 1024;

std::string read_at(std::ifstream& file, std::int64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  file.clear();
  file.seekg(offset);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) (out += c) += '\0';
  return out;
}

// The names of a compound file's streams lie in its directory, whose first sector the header
// tells ([MS-CFB] 2.2).
Error tell_compound_apart(std::ifstream& file, std::string_view head) {
  if (head.size() < 52) return {"table.binary", {}};
  const auto byte = [&](std::size_t at) {
    return std::int64_t{static_cast<unsigned char>(head[at])};
  };
  const std::int64_t sector = byte(48) | byte(49) << 8 | byte(50) << 16 | byte(51) << 24;
  const std::int64_t shift = byte(30) == 12 ? 12 : 9;
  const std::string directory = read_at(file, (sector + 1) << shift, kDirectoryBytes);
  const auto has = [&](std::string_view name) {
    return directory.find(utf16(name)) != std::string::npos;
  };
  if (has("EncryptedPackage") || has("EncryptionInfo")) return {"xlsx.encrypted", {}};
  if (has("Workbook") || has("Book")) return {"table.xls", {}};
  return {"table.binary", {}};
}

// Systems of the last decade "export Excel" by writing HTML, or the XML of Excel 2003, under
// the name .xls.
bool is_markup(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string start = to_upper_ascii(trim(head).substr(0, 512));
  return start.starts_with("<!DOCTYPE") || start.starts_with("<HTML") ||
         start.starts_with("<TABLE") || start.starts_with("<?XML") || start.starts_with("<META") ||
         start.starts_with("<HEAD");
}

bool is_old_excel_record(std::string_view head) {
  return head.starts_with("\x09\x08"sv) || head.starts_with("\x09\x04"sv) ||
         head.starts_with("\x09\x02"sv) || head.starts_with("\x09\x00\x04\x00"sv);
}

}  // namespace

std::string column_letters(std::size_t index) {
  std::string letters;
  for (std::size_t n = index + 1; n > 0; n = (n - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
  return letters;
}

Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path,
                                                std::string_view sheet) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail("table.is_directory", {{"file", path.string()}});
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("table.unreadable", {{"file", path.string()}});
  const std::string head = read_at(file, 0, 1024);
  if (head.empty()) return fail("table.empty", {{"file", path.filename().string()}});
  if (head.starts_with(kZipMark) || head.starts_with(kEmptyZipMark)) return open_xlsx(path, sheet);
  if (head.starts_with(kCompoundMark)) return fail(tell_compound_apart(file, head));
  if (is_old_excel_record(head)) return fail("table.xls");
  if (is_markup(head)) return fail("table.html");
  if (head.starts_with("%PDF")) return fail("table.binary");
  return open_csv(path);
}

}  // namespace qianqiao
