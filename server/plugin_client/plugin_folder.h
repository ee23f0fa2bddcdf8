// A plugin's folder before anything in it is believed: only plain files and folders of harmless
// names, small, nothing that hides a module of Python's or of the SDK; and its digest.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/plugin_client/manifest.h"
#include "workflows/base/digest.h"

namespace qianqiao {

struct PluginFolder {
  std::string path;  // absolute
  Manifest manifest;
  std::string digest;  // SM3 over names and contents, hexadecimal
};

struct FolderReading {
  std::optional<PluginFolder> folder;  // none: there are problems
  std::vector<Error> problems;
};
FolderReading read_plugin_folder(const std::string& path);

using PluginFiles = std::map<std::string, std::string>;  // contents, by paths within the folder

struct PluginContents {
  PluginFiles files;
  std::string digest;
};
// Errors: the first thing that is wrong with the folder.
Result<PluginContents> read_plugin_contents(const std::string& path);

// Of a path within an upload or a folder: no "..", not absolute, no hidden or strange names, no
// compiled code, not too deep. Errors: plugin.file_name, plugin.file_kind, plugin.too_large.
Result<void> check_entry_name(std::string_view path);
// Errors: plugin.county_mismatch where the plugin is another county's.
Result<void> check_county(const Manifest& manifest, const std::string& county);

// Errors: plugin.file_unreadable.
Result<std::string> read_plugin_file(const std::string& path);

inline constexpr std::size_t kMostPluginFiles = 200;
inline constexpr std::uintmax_t kLargestPluginFile = 1u << 20;
inline constexpr std::uintmax_t kLargestPluginFolder = 4u << 20;

}  // namespace qianqiao
