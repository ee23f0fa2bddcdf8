// Reads the entries of a ZIP file one after another as streams. Nothing is ever extracted to disk
// by an entry's name. Limits keep a zip bomb from becoming anything but an error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

struct ZipLimits {
  std::size_t max_entries = 4096;
  std::int64_t max_inflated_bytes = std::int64_t{4} << 30;  // of all entries read, together
  std::int64_t max_ratio = 200;  // inflated to compressed, once an entry passes the grace
  std::int64_t ratio_grace_bytes = 16 << 20;
};

struct ZipEntry {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;  // 0 stored, 8 deflated
  std::uint32_t crc32 = 0;
  std::int64_t compressed_bytes = 0;
  std::int64_t inflated_bytes = 0;
  std::int64_t header_offset = 0;
  std::uint32_t unix_mode = 0;  // as written by Unix programs; 0: not said
};

class ZipArchive;

// The inflated bytes of one entry. Outlived by its archive. Not shared between threads.
class ZipEntryStream {
 public:
  ~ZipEntryStream();
  ZipEntryStream(const ZipEntryStream&) = delete;
  ZipEntryStream& operator=(const ZipEntryStream&) = delete;

  // Bytes put into `buffer`; 0 at the end, where the checksum has been compared.
  // Errors: xlsx.bomb, xlsx.damaged, xlsx.truncated.
  Result<std::size_t> read(char* buffer, std::size_t size);
  std::int64_t compressed_read() const { return compressed_read_; }

 private:
  friend class ZipArchive;
  struct Inflater;
  ZipEntryStream(ZipArchive& archive, ZipEntry entry, std::int64_t data_offset);
  Result<std::size_t> inflate_some(char* buffer, std::size_t size);
  Result<std::size_t> copy_some(char* buffer, std::size_t size);
  Result<bool> refill();  // false: no compressed bytes are left
  Result<std::size_t> account(std::string_view inflated);

  ZipArchive& archive_;
  ZipEntry entry_;
  std::int64_t data_offset_;
  std::int64_t compressed_read_ = 0;
  std::int64_t inflated_ = 0;
  std::uint32_t crc32_ = 0;
  bool finished_ = false;
  std::unique_ptr<Inflater> inflater_;
};

class ZipArchive {
 public:
  // Errors: table.unreadable, xlsx.truncated, xlsx.damaged, xlsx.bomb, xlsx.encrypted.
  static Result<std::unique_ptr<ZipArchive>> open(const std::filesystem::path& path,
                                                  const ZipLimits& limits = {});

  const ZipEntry* find(std::string_view name) const;  // null: no such entry
  const std::map<std::string, ZipEntry, std::less<>>& entries() const { return entries_; }
  Result<std::unique_ptr<ZipEntryStream>> read(const ZipEntry& entry);
  // All of a small entry. Errors as of the stream, and xlsx.bomb beyond `limit` bytes.
  Result<std::string> read_whole(const ZipEntry& entry, std::size_t limit);

 private:
  friend class ZipEntryStream;
  struct Directory {
    std::int64_t offset;
    std::int64_t size;
    std::int64_t entries;
  };
  ZipArchive(std::ifstream file, std::int64_t size, const ZipLimits& limits);
  Result<std::string> read_at(std::int64_t offset, std::size_t size);
  Result<Directory> find_directory();
  Result<Directory> find_zip64_directory(std::int64_t end_record);
  Result<ZipEntry> parse_entry(std::string_view bytes, std::size_t& at) const;

  std::ifstream file_;
  std::int64_t size_;
  ZipLimits limits_;
  std::int64_t inflated_total_ = 0;
  std::map<std::string, ZipEntry, std::less<>> entries_;
};

}  // namespace qianqiao
