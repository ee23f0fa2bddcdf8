#include "server/intake/zip_archive.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace qianqiao {
namespace {

// APPNOTE.TXT 4.3: the end record is last, the directory before it, a local header before each
// entry's data.
constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kEntrySignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocator64Signature = 0x07064b50;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocator64Bytes = 20;
constexpr std::size_t kMaxCommentBytes = 65'535;
constexpr std::int64_t kMaxDirectoryBytes = 4 << 20;
constexpr std::uint16_t kFlagEncrypted = 1;

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i)
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}
std::uint16_t u16(std::string_view b, std::size_t at) {
  return static_cast<std::uint16_t>(number_at(b, at, 2));
}
std::uint32_t u32(std::string_view b, std::size_t at) {
  return static_cast<std::uint32_t>(number_at(b, at, 4));
}
std::int64_t i64(std::string_view b, std::size_t at) {
  return static_cast<std::int64_t>(number_at(b, at, 8));
}

// The 64-bit extra field holds those of the three numbers that did not fit, in this order.
void apply_zip64(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::size_t length = u16(extra, 2);
    if (extra.size() < 4 + length) return;
    if (u16(extra, 0) == 1) {
      std::string_view data = extra.substr(4, length);
      for (std::int64_t* field :
           {&entry.inflated_bytes, &entry.compressed_bytes, &entry.header_offset}) {
        if (*field != 0xFFFFFFFF || data.size() < 8) continue;
        *field = i64(data, 0);
        data.remove_prefix(8);
      }
    }
    extra.remove_prefix(4 + length);
  }
}

}  // namespace

struct ZipEntryStream::Inflater {
  z_stream z{};
  std::array<char, 32 * 1024> input;
  ~Inflater() { inflateEnd(&z); }
};

ZipEntryStream::ZipEntryStream(ZipArchive& archive, ZipEntry entry, std::int64_t data_offset)
    : archive_(archive), entry_(std::move(entry)), data_offset_(data_offset) {
  if (entry_.method != 8) return;
  inflater_ = std::make_unique<Inflater>();
  inflateInit2(&inflater_->z, -MAX_WBITS);  // fails only for lack of memory
}

ZipEntryStream::~ZipEntryStream() = default;

Result<std::size_t> ZipEntryStream::read(char* buffer, std::size_t size) {
  if (finished_) return std::size_t{0};
  return inflater_ ? inflate_some(buffer, size) : copy_some(buffer, size);
}

Result<std::size_t> ZipEntryStream::copy_some(char* buffer, std::size_t size) {
  const std::int64_t left = entry_.compressed_bytes - compressed_read_;
  const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(left, size));
  if (wanted > 0) {
    Result<std::string> bytes = archive_.read_at(data_offset_ + compressed_read_, wanted);
    if (!bytes) return fail(bytes.error());
    std::copy(bytes->begin(), bytes->end(), buffer);
    compressed_read_ += static_cast<std::int64_t>(wanted);
  }
  finished_ = wanted == 0;
  return account({buffer, wanted});
}

Result<bool> ZipEntryStream::refill() {
  const std::int64_t left = entry_.compressed_bytes - compressed_read_;
  const auto wanted =
      static_cast<std::size_t>(std::min<std::int64_t>(left, inflater_->input.size()));
  if (wanted == 0) return false;
  Result<std::string> bytes = archive_.read_at(data_offset_ + compressed_read_, wanted);
  if (!bytes) return fail(bytes.error());
  std::copy(bytes->begin(), bytes->end(), inflater_->input.begin());
  compressed_read_ += static_cast<std::int64_t>(wanted);
  inflater_->z.next_in = reinterpret_cast<Bytef*>(inflater_->input.data());
  inflater_->z.avail_in = static_cast<uInt>(wanted);
  return true;
}

Result<std::size_t> ZipEntryStream::inflate_some(char* buffer, std::size_t size) {
  z_stream& z = inflater_->z;
  z.next_out = reinterpret_cast<Bytef*>(buffer);
  z.avail_out = static_cast<uInt>(size);
  while (z.avail_out == size) {
    if (z.avail_in == 0) {
      const Result<bool> more = refill();
      if (!more) return fail(more.error());
      if (!*more) return fail("xlsx.damaged", {{"part", entry_.name}});
    }
    const int rc = inflate(&z, Z_NO_FLUSH);
    if (rc == Z_STREAM_END) {
      finished_ = true;
      break;
    }
    if (rc != Z_OK) return fail("xlsx.damaged", {{"part", entry_.name}});
  }
  return account({buffer, size - z.avail_out});
}

Result<std::size_t> ZipEntryStream::account(std::string_view inflated) {
  const ZipLimits& limits = archive_.limits_;
  inflated_ += static_cast<std::int64_t>(inflated.size());
  archive_.inflated_total_ += static_cast<std::int64_t>(inflated.size());
  const bool too_dense = inflated_ > limits.ratio_grace_bytes &&
                         inflated_ / std::max<std::int64_t>(compressed_read_, 1) > limits.max_ratio;
  if (too_dense || archive_.inflated_total_ > limits.max_inflated_bytes)
    return fail("xlsx.bomb", {{"part", entry_.name}});
  crc32_ = static_cast<std::uint32_t>(::crc32(
      crc32_, reinterpret_cast<const Bytef*>(inflated.data()), static_cast<uInt>(inflated.size())));
  if (finished_ && crc32_ != entry_.crc32) return fail("xlsx.damaged", {{"part", entry_.name}});
  return inflated.size();
}

ZipArchive::ZipArchive(std::ifstream file, std::int64_t size, const ZipLimits& limits)
    : file_(std::move(file)), size_(size), limits_(limits) {}

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(const std::filesystem::path& path,
                                                     const ZipLimits& limits) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return fail("table.unreadable", {{"file", path.string()}});
  const std::int64_t size = file.tellg();
  std::unique_ptr<ZipArchive> archive(new ZipArchive(std::move(file), size, limits));
  const Result<Directory> directory = archive->find_directory();
  if (!directory) return fail(directory.error());
  if (directory->entries > static_cast<std::int64_t>(limits.max_entries) ||
      directory->size > kMaxDirectoryBytes)
    return fail("xlsx.bomb", {{"part", "ZIP"}});
  const Result<std::string> bytes =
      archive->read_at(directory->offset, static_cast<std::size_t>(directory->size));
  if (!bytes) return fail(bytes.error());
  std::size_t at = 0;
  for (std::int64_t i = 0; i < directory->entries; ++i) {
    Result<ZipEntry> entry = archive->parse_entry(*bytes, at);
    if (!entry) return fail(entry.error());
    std::string name = entry->name;
    archive->entries_.emplace(std::move(name), std::move(*entry));
  }
  return archive;
}

Result<std::string> ZipArchive::read_at(std::int64_t offset, std::size_t size) {
  if (offset < 0 || offset > size_ || static_cast<std::int64_t>(size) > size_ - offset)
    return fail("xlsx.truncated");
  std::string bytes(size, '\0');
  file_.clear();
  file_.seekg(offset);
  file_.read(bytes.data(), static_cast<std::streamsize>(size));
  if (file_.gcount() != static_cast<std::streamsize>(size)) return fail("xlsx.truncated");
  return bytes;
}

Result<ZipArchive::Directory> ZipArchive::find_directory() {
  const std::int64_t tail =
      std::min<std::int64_t>(size_, static_cast<std::int64_t>(kEndBytes + kMaxCommentBytes));
  const Result<std::string> bytes = read_at(size_ - tail, static_cast<std::size_t>(tail));
  if (!bytes) return fail(bytes.error());
  for (std::size_t at = bytes->size() < kEndBytes ? 0 : bytes->size() - kEndBytes + 1; at-- > 0;) {
    if (u32(*bytes, at) != kEndSignature) continue;
    Directory found{u32(*bytes, at + 16), u32(*bytes, at + 12), u16(*bytes, at + 10)};
    const std::int64_t end_record = size_ - tail + static_cast<std::int64_t>(at);
    if (found.offset == 0xFFFFFFFF || found.entries == 0xFFFF || found.size == 0xFFFFFFFF)
      return find_zip64_directory(end_record);
    return found;
  }
  return fail("xlsx.truncated");
}

Result<ZipArchive::Directory> ZipArchive::find_zip64_directory(std::int64_t end_record) {
  const Result<std::string> locator =
      read_at(end_record - static_cast<std::int64_t>(kLocator64Bytes), kLocator64Bytes);
  if (!locator || u32(*locator, 0) != kLocator64Signature) return fail("xlsx.truncated");
  const Result<std::string> record = read_at(i64(*locator, 8), kEnd64Bytes);
  if (!record || u32(*record, 0) != kEnd64Signature) return fail("xlsx.truncated");
  const Directory found{i64(*record, 48), i64(*record, 40), i64(*record, 32)};
  if (found.size < 0 || found.entries < 0) return fail("xlsx.damaged", {{"part", "ZIP"}});
  return found;
}

Result<ZipEntry> ZipArchive::parse_entry(std::string_view bytes, std::size_t& at) const {
  const auto damaged = [] { return fail("xlsx.damaged", {{"part", "ZIP"}}); };
  if (bytes.size() < at + kEntryBytes || u32(bytes, at) != kEntrySignature) return damaged();
  const std::size_t name_bytes = u16(bytes, at + 28);
  const std::size_t extra_bytes = u16(bytes, at + 30);
  const std::size_t all = kEntryBytes + name_bytes + extra_bytes + u16(bytes, at + 32);
  if (bytes.size() < at + all) return damaged();
  ZipEntry entry;
  entry.flags = u16(bytes, at + 8);
  entry.method = u16(bytes, at + 10);
  entry.crc32 = u32(bytes, at + 16);
  entry.compressed_bytes = u32(bytes, at + 20);
  entry.inflated_bytes = u32(bytes, at + 24);
  entry.header_offset = u32(bytes, at + 42);
  entry.unix_mode = u32(bytes, at + 38) >> 16U;
  entry.name = std::string(bytes.substr(at + kEntryBytes, name_bytes));
  apply_zip64(bytes.substr(at + kEntryBytes + name_bytes, extra_bytes), entry);
  // Some writers on Windows separate folders by backslashes.
  std::replace(entry.name.begin(), entry.name.end(), '\\', '/');
  if (entry.compressed_bytes < 0 || entry.header_offset < 0) return damaged();
  at += all;
  return entry;
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

Result<std::unique_ptr<ZipEntryStream>> ZipArchive::read(const ZipEntry& entry) {
  if (entry.flags & kFlagEncrypted) return fail("xlsx.encrypted");
  if (entry.method != 0 && entry.method != 8) return fail("xlsx.damaged", {{"part", entry.name}});
  const Result<std::string> header = read_at(entry.header_offset, kLocalBytes);
  if (!header) return fail(header.error());
  if (u32(*header, 0) != kLocalSignature) return fail("xlsx.damaged", {{"part", entry.name}});
  const std::int64_t data =
      entry.header_offset +
      static_cast<std::int64_t>(kLocalBytes + u16(*header, 26) + u16(*header, 28));
  if (entry.compressed_bytes > size_ - data) return fail("xlsx.truncated");
  return std::unique_ptr<ZipEntryStream>(new ZipEntryStream(*this, entry, data));
}

Result<std::string> ZipArchive::read_whole(const ZipEntry& entry, std::size_t limit) {
  Result<std::unique_ptr<ZipEntryStream>> stream = read(entry);
  if (!stream) return fail(stream.error());
  std::string all;
  std::array<char, 16 * 1024> buffer;
  while (true) {
    const Result<std::size_t> got = (*stream)->read(buffer.data(), buffer.size());
    if (!got) return fail(got.error());
    if (*got == 0) return all;
    all.append(buffer.data(), *got);
    if (all.size() > limit) return fail("xlsx.bomb", {{"part", entry.name}});
  }
}

}  // namespace qianqiao
