// A folder as a ZIP file, for sending: plain files only, as they are.
#pragma once

#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

// Links are neither followed nor sent; what Python made beside the sources stays behind.
// Errors: plugin.folder_unreadable, plugin.link, plugin.file_unreadable, plugin.too_large,
// cli.file_unwritable.
Result<void> zip_folder(const std::string& folder, const std::string& zip_path);

}  // namespace qianqiao
