#include "tests/unit/intake/files.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "server/intake/text_encoding.h"

namespace qianqiao::test {
namespace {

void put(std::string& out, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string deflated(const std::string& text) {
  std::string out(text.size() + 1024, '\0');
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "intake_test_XXXXXX").string();
  path_ = mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name,
                                             std::string_view bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << bytes;
  return path_ / name;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string zip(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string out, directory;
  for (const auto& [name, text] : parts) {
    const std::string data = deflated(text);
    std::string common;
    put(common, 20, 2);  // version
    put(common, 0, 2);   // flags
    put(common, 8, 2);   // deflated
    put(common, 0, 4);   // time
    put(common,
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())), 4);
    put(common, data.size(), 4);
    put(common, text.size(), 4);
    put(common, name.size(), 2);
    put(common, 0, 2);
    put(directory, 0x02014b50, 4);
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 10);
    put(directory, out.size(), 4);
    directory += name;
    put(out, 0x04034b50, 4);
    out += common + name + data;
  }
  const std::size_t start = out.size();
  out += directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);
  put(out, parts.size(), 2);
  put(out, parts.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

std::string Workbook::bytes() const {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::vector<std::pair<std::string, std::string>> parts = {
      {"_rels/.rels", R"(<Relationships><Relationship Id="rId1" Type=")" + office +
                          R"(/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
      {"xl/workbook.xml",
       "<workbook>" + workbook_properties + "<sheets>" + sheets + "</sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="rId1" Type=")" + office +
           R"(/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=")" +
           office +
           R"(/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type=")" +
           office + R"(/styles" Target="styles.xml"/><Relationship Id="rId4" Type=")" + office +
           R"(/worksheet" Target="worksheets/sheet2.xml"/></Relationships>)"},
      {"xl/worksheets/sheet1.xml",
       sheet_prolog + "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  if (!shared_strings.empty())
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + shared_strings + "</sst>");
  if (!styles.empty())
    parts.emplace_back("xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>");
  for (const auto& part : more_parts) parts.push_back(part);
  return zip(parts);
}

std::vector<TableRow> read_all(TableReader& reader) {
  std::vector<TableRow> rows;
  while (true) {
    TableRow row;
    const Result<bool> more = reader.next(row);
    EXPECT_TRUE(more.has_value()) << (more ? "" : to_line(more.error()));
    if (!more || !*more) return rows;
    rows.push_back(std::move(row));
  }
}

std::vector<std::string> texts(const TableRow& row) {
  std::vector<std::string> out;
  for (const Cell& cell : row.cells) out.push_back(cell.text);
  return out;
}

std::string gb18030(std::string_view utf8) { return encode_text(utf8, TextEncoding::kGb18030); }

}  // namespace qianqiao::test
