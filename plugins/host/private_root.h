// An empty root of our own: the system's library folders and the SDK read-only, a copy of the
// plugin's folder, and nothing else; no /proc, no /dev. Needs a mount namespace of our own.
// Private to this folder; throws BoxError.
#pragma once

#include <string>
#include <vector>

namespace qianqiao::host {

inline constexpr char kPluginFolder[] = "/plugin";
inline constexpr char kSdkFolder[] = "/sdk";

// Folders that Python and what it loads live in: "/usr/lib/python3.11",
// "/usr/lib/x86_64-linux-gnu".
const std::vector<std::string>& library_folders();

void enter_private_root(const std::string& plugin_folder, const std::string& sdk_folder);

}  // namespace qianqiao::host
