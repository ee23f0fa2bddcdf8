// Takes a plugin's ZIP file apart into a new folder: plain files of harmless names, small. Nothing
// is written before every name was looked at.
#pragma once

#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

// A folder around all of it, as archivers make one, is left away.
// Errors: plugin.upload_unreadable, plugin.link, plugin.file_name, plugin.file_kind,
// plugin.too_large, plugin.folder_unwritable.
Result<void> unpack_plugin(const std::string& zip_path, const std::string& folder);

}  // namespace qianqiao
