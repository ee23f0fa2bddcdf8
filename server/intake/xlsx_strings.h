// Text of strings as OOXML stores them, and the workbook's table of shared ones.
#pragma once

#include <string>
#include <string_view>

#include "server/intake/spill_file.h"
#include "server/intake/table_reader.h"
#include "server/intake/zip_archive.h"

namespace qianqiao {

// Gathers the text of one <si> or <is>: its <t>, or those of its runs; phonetic runs (<rPh>) are
// how it is read aloud, not what it says. Longer text than a cell may have is cut.
class XlsxText {
 public:
  void start();  // of <si>, <is>, <v>
  void on_start(std::string_view name);
  void on_end(std::string_view name);
  void on_text(std::string_view text) {
    if (in_text_ && !in_phonetic_) append(text);
  }
  void append(std::string_view text);
  const std::string& raw() const { return text_; }
  Cell to_cell();  // of kind text

 private:
  std::string text_;
  bool cut_ = false;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

// Puts all shared strings into `strings`; each is its cell's text after a flag character.
// Errors: of the archive, of XML, intake.no_temporary_space.
Result<void> read_shared_strings(ZipArchive& archive, const ZipEntry& entry, SpillFile& strings);
Result<Cell> shared_string(SpillFile& strings, std::int64_t number);

}  // namespace qianqiao
