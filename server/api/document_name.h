// What a document may be called: a name that people read and file systems take, and that nobody is
// deceived by.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

inline constexpr std::size_t kLongestDocumentName = 120;  // characters

// Errors: document.name.
Result<void> check_document_name(std::string_view name);
// Content-Disposition of a file to be saved under this name (RFC 6266).
std::string attachment_called(std::string_view name);

}  // namespace qianqiao
