// Small files made for a test and gone with it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/intake/table_reader.h"

namespace qianqiao::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  std::filesystem::path write(const std::string& name, std::string_view bytes) const;
  std::filesystem::path path(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& path);

// A deflated ZIP archive of these parts.
std::string zip(const std::vector<std::pair<std::string, std::string>>& parts);

// A workbook of one sheet; `rows` is what <sheetData> holds.
struct Workbook {
  std::string rows;
  std::string shared_strings;  // <si>…</si>…; empty: no such part
  std::string styles;          // what <styleSheet> holds; empty: no such part
  std::string workbook_properties;
  std::string sheets =
      R"(<sheet name="名录" sheetId="1" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>)";
  std::string sheet_prolog;  // before <worksheet>
  std::map<std::string, std::string> more_parts = {};
  std::string bytes() const;
};

// All rows of a reader, which must not fail.
std::vector<TableRow> read_all(TableReader& reader);
std::vector<std::string> texts(const TableRow& row);

std::string gb18030(std::string_view utf8);

}  // namespace qianqiao::test
