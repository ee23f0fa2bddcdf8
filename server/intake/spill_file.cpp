#include "server/intake/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace qianqiao {
namespace {

tl::unexpected<Error> no_space(int number) {
  return fail("intake.no_temporary_space", {{"reason", std::strerror(number)}});
}

Result<int> open_nameless() {
  std::error_code missing;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(missing);
  if (missing) return no_space(missing.value());
  std::string name = (folder / "qianqiao-XXXXXX").string();
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return no_space(errno);
  unlink(name.c_str());
  return descriptor;
}

}  // namespace

SpillFile::~SpillFile() = default;

SpillFile::Bytes::~Bytes() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<void> SpillFile::Bytes::append(std::string_view bytes) {
  tail_ += bytes;
  if (tail_.size() >= kBlockBytes) return flush();
  return {};
}

// Whole blocks only, so that a cached block never goes stale.
Result<void> SpillFile::Bytes::flush() {
  if (descriptor_ < 0) {
    const Result<int> opened = open_nameless();
    if (!opened) return fail(opened.error());
    descriptor_ = *opened;
  }
  const std::size_t whole = tail_.size() / kBlockBytes * kBlockBytes;
  for (std::size_t done = 0; done < whole;) {
    const ssize_t n = pwrite(descriptor_, tail_.data() + done, whole - done,
                             written_ + static_cast<std::int64_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return no_space(n < 0 ? errno : ENOSPC);
    done += static_cast<std::size_t>(n);
  }
  written_ += static_cast<std::int64_t>(whole);
  tail_.erase(0, whole);
  return {};
}

Result<const SpillFile::Bytes::Block*> SpillFile::Bytes::block(std::int64_t number) {
  Block& slot = cache_[static_cast<std::size_t>(number) % kBlocks];
  if (slot.number == number) return &slot;
  slot.number = -1;
  slot.bytes.resize(kBlockBytes);
  for (std::size_t done = 0; done < kBlockBytes;) {
    const ssize_t n =
        pread(descriptor_, slot.bytes.data() + done, kBlockBytes - done,
              number * static_cast<std::int64_t>(kBlockBytes) + static_cast<std::int64_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return no_space(n < 0 ? errno : EIO);
    done += static_cast<std::size_t>(n);
  }
  slot.number = number;
  return &slot;
}

Result<void> SpillFile::Bytes::read(std::int64_t offset, char* to, std::size_t size) {
  assert(offset >= 0 && offset + static_cast<std::int64_t>(size) <= this->size());
  while (size > 0) {
    std::size_t taken;
    if (offset >= written_) {
      std::memcpy(to, tail_.data() + (offset - written_), size);
      taken = size;
    } else {
      const Result<const Block*> found = block(offset / static_cast<std::int64_t>(kBlockBytes));
      if (!found) return fail(found.error());
      const auto within = static_cast<std::size_t>(offset) % kBlockBytes;
      taken = std::min(size, kBlockBytes - within);
      std::memcpy(to, (*found)->bytes.data() + within, taken);
    }
    to += taken;
    offset += static_cast<std::int64_t>(taken);
    size -= taken;
  }
  return {};
}

Result<std::int64_t> SpillFile::add(std::string_view text) {
  if (Result<void> done = texts_.append(text); !done) return fail(done.error());
  const std::int64_t end = texts_.size();
  char bytes[sizeof end];
  std::memcpy(bytes, &end, sizeof end);
  if (Result<void> done = ends_.append({bytes, sizeof bytes}); !done) return fail(done.error());
  return count_++;
}

Result<std::string> SpillFile::get(std::int64_t number) {
  assert(number >= 0 && number < count_);
  constexpr std::int64_t kWidth = sizeof(std::int64_t);
  std::int64_t bounds[2] = {0, 0};
  const bool first = number == 0;
  const Result<void> found =
      ends_.read((first ? 0 : number - 1) * kWidth,
                 reinterpret_cast<char*>(bounds + (first ? 1 : 0)), first ? kWidth : 2 * kWidth);
  if (!found) return fail(found.error());
  std::string text(static_cast<std::size_t>(bounds[1] - bounds[0]), '\0');
  if (Result<void> done = texts_.read(bounds[0], text.data(), text.size()); !done)
    return fail(done.error());
  return text;
}

}  // namespace qianqiao
