// Reads CSV (RFC 4180 and what people make of it): LF, CRLF or CR, quotes, line breaks inside
// quotes, a byte order mark or none, UTF-8 or GB 18030, separated by comma, semicolon or tab.
//
// Fields are found in the bytes and decoded one by one: in both encodings quotes, separators and
// line ends never occur inside another character. A quote that is never closed costs its own line
// only: the reader goes back and reads on after it.
#pragma once

#include <filesystem>
#include <memory>

#include "server/intake/table_reader.h"

namespace qianqiao {

// Reads the file twice: once to tell its encoding, then row by row.
// Errors: table.unreadable, table.empty, table.binary, csv.utf16, csv.encoding_unknown.
Result<std::unique_ptr<TableReader>> open_csv(const std::filesystem::path& path);

}  // namespace qianqiao
