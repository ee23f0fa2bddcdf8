#include "server/main/plugin_revision.h"

#include <set>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

constexpr char kManifest[] = "plugin.yaml";
constexpr std::string_view kVersionKey = "version:";

// Only the value: comments, quotes and the ends of lines stay. Without such a line nothing changes.
void set_version(std::string& yaml, const std::string& version) {
  std::size_t line = 0;
  while (!std::string_view(yaml).substr(line).starts_with(kVersionKey)) {
    line = yaml.find('\n', line);
    if (line++ == std::string::npos) return;
  }
  std::size_t begin = yaml.find_first_not_of(" \t", line + kVersionKey.size());
  if (begin == std::string::npos) return;
  const bool quoted = yaml[begin] == '\'' || yaml[begin] == '"';
  const std::string ends = quoted ? std::string(1, yaml[begin++]) : " \t\r\n";
  const std::size_t end = std::min(yaml.find_first_of(ends, begin), yaml.size());
  yaml.replace(begin, end - begin, version);
}

Result<void> change(PluginFiles& files, const std::string& plugin, const PluginFile& edit) {
  if (auto fine = check_entry_name(edit.path); !fine) return fine;
  const auto before = files.find(edit.path);
  if (!edit.text) {
    if (before == files.end())
      return fail("plugin.file_unknown", {{"plugin", plugin}, {"file", edit.path}});
    files.erase(before);
    return {};
  }
  const bool was_text = before == files.end() || is_text(before->second);
  if (!was_text || !is_text(*edit.text)) return fail("plugin.not_text", {{"file", edit.path}});
  if (edit.text->size() > kLargestPluginFile)
    return fail("plugin.too_large", {{"file", edit.path}});
  files[edit.path] = *edit.text;
  return {};
}

// A file that another one's folder would have to be.
Result<void> check_folders(const PluginFiles& files) {
  for (const auto& [path, content] : files)
    for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1))
      if (files.count(path.substr(0, end)))
        return fail("plugin.name_clash", {{"file", path.substr(0, end)}});
  return {};
}

// Of a manifest that can be read; else the check has more to say.
Result<void> check_manifest(const PluginFiles& files, const std::string& plugin,
                            const std::string& version) {
  const auto file = files.find(kManifest);
  if (file == files.end()) return {};
  const ManifestReading reading = read_manifest(file->second);
  if (!reading.manifest) return {};
  if (reading.manifest->name != plugin)
    return fail("plugin.renamed", {{"plugin", plugin}, {"name", reading.manifest->name}});
  if (reading.manifest->version != version)
    return fail("plugin.version_differs",
                {{"version", version}, {"own", reading.manifest->version}});
  return {};
}

}  // namespace

bool is_text(const std::string& content) {
  return content.find('\0') == std::string::npos && is_valid_utf8(content);
}

Result<PluginFiles> revised_files(PluginFiles files, const std::string& plugin,
                                  const PluginEdit& edit) {
  if (!is_plugin_version(edit.version))
    return fail("plugin.version_invalid", {{"version", edit.version.substr(0, 100)}});
  std::set<std::string> named;
  for (const PluginFile& one : edit.files) {
    if (!named.insert(one.path).second)
      return fail("plugin.name_clash", {{"file", one.path.substr(0, 200)}});
    if (auto fine = change(files, plugin, one); !fine) return fail(fine.error());
    if (files.size() > kMostPluginFiles) return fail("plugin.too_large", {{"file", one.path}});
  }
  if (auto fine = check_folders(files); !fine) return fail(fine.error());
  const auto manifest = files.find(kManifest);
  if (manifest != files.end() && !named.count(kManifest))
    set_version(manifest->second, edit.version);
  if (auto fine = check_manifest(files, plugin, edit.version); !fine) return fail(fine.error());
  return files;
}

}  // namespace qianqiao
