#include "server/cli/folder_zip.h"

#include <Poco/Checksum.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargest = 8u << 20;
constexpr std::uint32_t kLocalHeader = 0x04034b50, kDirectoryEntry = 0x02014b50, kEnd = 0x06054b50;
constexpr std::uint16_t kVersion = 20, kByUnix = 3u << 8, kUtf8Names = 1u << 11;
constexpr std::uint16_t kAnyDay = 0x21;  // 1980-01-01: a folder packed twice is the same file
constexpr std::uint32_t kPlainFile = 0100644u << 16;

void put(std::string& out, std::uint32_t value, int bytes) {
  for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value & 0xff);
}

Result<std::map<std::string, std::string>> read_folder(const fs::path& folder) {
  std::map<std::string, std::string> files;
  std::error_code problem;
  std::uintmax_t total = 0;
  fs::recursive_directory_iterator entry(folder, problem);
  if (problem) return fail("plugin.folder_unreadable", {{"folder", folder.string()}});
  for (; entry != fs::recursive_directory_iterator(); ++entry) {
    const std::string name = fs::relative(entry->path(), folder).generic_string();
    if (entry->is_symlink()) return fail("plugin.link", {{"file", name}});
    if (entry->is_directory() && entry->path().filename() == "__pycache__")
      entry.disable_recursion_pending();
    if (!entry->is_regular_file()) continue;
    if ((total += entry->file_size()) > kLargest) return fail("plugin.too_large", {{"file", name}});
    std::ifstream file(entry->path(), std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    if (!file) return fail("plugin.file_unreadable", {{"file", name}});
    files[name] = content.str();
  }
  return files;
}

// The fields that both of a file's headers share.
std::string described(const std::string& name, const std::string& content) {
  Poco::Checksum crc(Poco::Checksum::TYPE_CRC32);
  crc.update(content);
  std::string out;
  put(out, kVersion, 2);
  put(out, kUtf8Names, 2);
  put(out, 0, 2);  // stored
  put(out, 0, 2);
  put(out, kAnyDay, 2);
  put(out, crc.checksum(), 4);
  put(out, static_cast<std::uint32_t>(content.size()), 4);
  put(out, static_cast<std::uint32_t>(content.size()), 4);
  put(out, static_cast<std::uint32_t>(name.size()), 2);
  put(out, 0, 2);
  return out;
}

std::string zipped(const std::map<std::string, std::string>& files) {
  std::string out, directory;
  for (const auto& [name, content] : files) {
    const std::string fields = described(name, content);
    put(directory, kDirectoryEntry, 4);
    put(directory, kVersion | kByUnix, 2);
    directory += fields;
    put(directory, 0, 2);  // no comment
    put(directory, 0, 4);
    put(directory, kPlainFile, 4);
    put(directory, static_cast<std::uint32_t>(out.size()), 4);
    directory += name;
    put(out, kLocalHeader, 4);
    out += fields + name + content;
  }
  const auto begin = static_cast<std::uint32_t>(out.size());
  out += directory;
  put(out, kEnd, 4);
  put(out, 0, 4);
  put(out, static_cast<std::uint32_t>(files.size()), 2);
  put(out, static_cast<std::uint32_t>(files.size()), 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, begin, 4);
  put(out, 0, 2);
  return out;
}

}  // namespace

Result<void> zip_folder(const std::string& folder, const std::string& zip_path) {
  const auto files = read_folder(folder);
  if (!files) return fail(files.error());
  std::ofstream out(zip_path, std::ios::binary);
  out << zipped(*files);
  if (!out.flush())
    return fail("cli.file_unwritable", {{"path", zip_path}, {"reason", "write failed"}});
  return {};
}

}  // namespace qianqiao
