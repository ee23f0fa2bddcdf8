#include "server/main/plugin_upload.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "server/intake/zip_archive.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unreadable(const Error& error) {
  return fail("plugin.upload_unreadable", {{"what", to_line(error)}});
}

bool is_folder(const ZipEntry& entry) { return entry.name.ends_with('/'); }

Result<void> check_kind(const ZipEntry& entry) {
  const std::uint32_t kind = entry.unix_mode & S_IFMT;
  if (kind == S_IFLNK) return fail("plugin.link", {{"file", entry.name}});
  if (kind != 0 && kind != S_IFREG && kind != S_IFDIR)
    return fail("plugin.file_kind", {{"file", entry.name}});
  return {};
}

// "tax-grade/" where everything lies below it; else empty.
std::string common_folder(const ZipArchive& archive) {
  if (archive.entries().empty()) return {};
  const std::string& first = archive.entries().begin()->first;
  const std::string folder = first.substr(0, first.find('/') + 1);
  for (const auto& [name, entry] : archive.entries())
    if (!name.starts_with(folder)) return {};
  return folder;
}

Result<void> check_names(const ZipArchive& archive, const std::string& below) {
  std::size_t files = 0;
  for (const auto& [name, entry] : archive.entries()) {
    std::string path = name.substr(below.size());
    if (is_folder(entry) && !path.empty()) path.pop_back();
    if (path.empty() && is_folder(entry)) continue;
    if (auto fine = check_entry_name(path); !fine)
      return fail(fine.error().code, {{"file", name.substr(0, 200)}});
    if (auto fine = check_kind(entry); !fine) return fine;
    if (++files > kMostPluginFiles) return fail("plugin.too_large", {{"file", name}});
  }
  return {};
}

Result<void> write_file(const fs::path& path, const std::string& content) {
  std::error_code problem;
  fs::create_directories(path.parent_path(), problem);
  std::ofstream out(path, std::ios::binary);
  out << content;
  if (!out.flush()) return fail("plugin.folder_unwritable", {{"folder", path.string()}});
  return {};
}

}  // namespace

Result<void> unpack_plugin(const std::string& zip_path, const std::string& folder) {
  ZipLimits limits;
  limits.max_entries = 2 * kMostPluginFiles;
  limits.max_inflated_bytes = static_cast<std::int64_t>(kLargestPluginFolder);
  const auto archive = ZipArchive::open(zip_path, limits);
  if (!archive) return unreadable(archive.error());
  const std::string below = common_folder(**archive);
  if (auto fine = check_names(**archive, below); !fine) return fine;
  for (const auto& [name, entry] : (*archive)->entries()) {
    if (is_folder(entry)) continue;
    const auto content = (*archive)->read_whole(entry, kLargestPluginFile);
    if (!content && content.error().code == "xlsx.bomb")
      return fail("plugin.too_large", {{"file", name}});
    if (!content) return unreadable(content.error());
    const fs::path path = fs::path(folder) / name.substr(below.size());
    if (auto written = write_file(path, *content); !written) return written;
  }
  return {};
}

Result<void> write_plugin(const PluginFiles& files, const std::string& folder) {
  for (const auto& [path, content] : files)
    if (auto written = write_file(fs::path(folder) / path, content); !written) return written;
  return {};
}

}  // namespace qianqiao
