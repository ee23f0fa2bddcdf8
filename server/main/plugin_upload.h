// Takes a plugin's ZIP file apart into a new folder: plain files of harmless names, small. Nothing
// is written before every name was looked at.
#pragma once

#include <string>

#include "server/plugin_client/plugin_folder.h"
#include "workflows/base/result.h"

namespace qianqiao {

// A folder around all of it, as archivers make one, is left away.
// Errors: plugin.upload_unreadable, plugin.link, plugin.file_name, plugin.file_kind,
// plugin.too_large, plugin.folder_unwritable.
Result<void> unpack_plugin(const std::string& zip_path, const std::string& folder);
// Into a folder that is empty yet. Errors: plugin.folder_unwritable.
Result<void> write_plugin(const PluginFiles& files, const std::string& folder);

}  // namespace qianqiao
