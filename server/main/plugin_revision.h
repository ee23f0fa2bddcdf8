// The files of a plugin's next version, made from those of an installed one. Pure.
#pragma once

#include <string>

#include "server/plugin_client/plugin_folder.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {

// What a person may change as text: valid UTF-8 without NUL.
bool is_text(const std::string& content);

// Where plugin.yaml is not among what is changed, the line of its version is and nothing else.
// Errors: plugin.version_invalid, plugin.version_differs, plugin.renamed, plugin.file_name,
// plugin.file_kind, plugin.file_unknown, plugin.not_text, plugin.name_clash, plugin.too_large.
Result<PluginFiles> revised_files(PluginFiles files, const std::string& plugin,
                                  const PluginEdit& edit);

}  // namespace qianqiao
