#include "server/store/sqlite/gathered_log.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <new>

#include "server/store/sqlite/sqlite_session.h"

namespace qianqiao {

namespace {

using Offset = sqlite3_int64;

// A log grows beyond this only while a reader keeps it from beginning anew.
constexpr Offset kMostKept = 64 * 1024 * 1024;
constexpr Offset kMostGathered = 8 * 1024 * 1024;
// SQLite's own files take less than 128 KiB in one write.
constexpr Offset kLargestWrite = 64 * 1024;

// What the log's file holds, or will hold, from `begin_` on.
class LogImage {
 public:
  explicit LogImage(sqlite3_file* file) : file_(file) {}

  int read(void* out, int length, Offset offset) {
    if (offset >= begin_ && offset + length <= end()) {
      std::memcpy(out, bytes_.data() + (offset - begin_), static_cast<std::size_t>(length));
      return SQLITE_OK;
    }
    if (const int result = flush(); result != SQLITE_OK) return result;
    return file_->pMethods->xRead(file_, out, length, offset);
  }

  int write(const void* bytes, int length, Offset offset) {
    const bool begins_anew = offset == 0;
    if (begins_anew || offset < begin_ || offset > end()) {
      if (const int result = flush(); result != SQLITE_OK) return result;
      forget(offset);
    }
    const auto place = static_cast<std::size_t>(offset - begin_);
    if (bytes_.size() < place + static_cast<std::size_t>(length))
      bytes_.resize(place + static_cast<std::size_t>(length));
    std::memcpy(bytes_.data() + place, bytes, static_cast<std::size_t>(length));
    gathered_from_ = gathered_from_ == gathered_to_ ? offset : std::min(gathered_from_, offset);
    gathered_to_ = std::max(gathered_to_, offset + length);
    return gathered_to_ - gathered_from_ > kMostGathered ? flush() : SQLITE_OK;
  }

  // Writes out what was gathered. What failed is gathered still: SQLite takes the transaction back,
  // and its next one overwrites this place.
  int flush() {
    while (gathered_from_ < gathered_to_) {
      const Offset piece = std::min(gathered_to_ - gathered_from_, kLargestWrite);
      const int result = file_->pMethods->xWrite(file_, bytes_.data() + (gathered_from_ - begin_),
                                                 static_cast<int>(piece), gathered_from_);
      if (result != SQLITE_OK) return result;
      gathered_from_ += piece;
    }
    gathered_from_ = gathered_to_ = 0;
    if (end() - begin_ > kMostKept) forget(end());
    return SQLITE_OK;
  }

  void forget(Offset begin) {
    bytes_.clear();
    begin_ = begin;
    gathered_from_ = gathered_to_ = 0;
  }

 private:
  Offset end() const { return begin_ + static_cast<Offset>(bytes_.size()); }

  sqlite3_file* file_;
  std::string bytes_;
  Offset begin_ = 0;
  Offset gathered_from_ = 0, gathered_to_ = 0;  // equal: nothing
};

// What SQLite holds for the log. The file below lies behind it in the same memory.
struct LogFile {
  sqlite3_file methods;  // first: SQLite sees this
  LogImage image;
};

sqlite3_file* below(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(LogFile));
}
LogImage& image_of(sqlite3_file* file) { return reinterpret_cast<LogFile*>(file)->image; }

int close_log(sqlite3_file* file) {
  const int flushed = image_of(file).flush();
  const int closed = below(file)->pMethods->xClose(below(file));
  image_of(file).~LogImage();
  file->pMethods = nullptr;
  return flushed != SQLITE_OK ? flushed : closed;
}
int read_log(sqlite3_file* file, void* out, int length, Offset offset) {
  return image_of(file).read(out, length, offset);
}
int write_log(sqlite3_file* file, const void* bytes, int length, Offset offset) {
  try {
    return image_of(file).write(bytes, length, offset);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
}
int truncate_log(sqlite3_file* file, Offset size) {
  if (const int result = image_of(file).flush(); result != SQLITE_OK) return result;
  image_of(file).forget(size);
  return below(file)->pMethods->xTruncate(below(file), size);
}
int sync_log(sqlite3_file* file, int flags) {
  if (const int result = image_of(file).flush(); result != SQLITE_OK) return result;
  return below(file)->pMethods->xSync(below(file), flags);
}
int log_size(sqlite3_file* file, Offset* size) {
  if (const int result = image_of(file).flush(); result != SQLITE_OK) return result;
  return below(file)->pMethods->xFileSize(below(file), size);
}
int lock_log(sqlite3_file* file, int level) {
  return below(file)->pMethods->xLock(below(file), level);
}
int unlock_log(sqlite3_file* file, int level) {
  return below(file)->pMethods->xUnlock(below(file), level);
}
int check_log_lock(sqlite3_file* file, int* held) {
  return below(file)->pMethods->xCheckReservedLock(below(file), held);
}
int control_log(sqlite3_file* file, int operation, void* argument) {
  return below(file)->pMethods->xFileControl(below(file), operation, argument);
}
int log_sector_size(sqlite3_file* file) { return below(file)->pMethods->xSectorSize(below(file)); }
int log_characteristics(sqlite3_file* file) {
  return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

// Version 1: a log is neither shared memory nor mapped.
constexpr sqlite3_io_methods kLogMethods = {1,
                                            close_log,
                                            read_log,
                                            write_log,
                                            truncate_log,
                                            sync_log,
                                            log_size,
                                            lock_log,
                                            unlock_log,
                                            check_log_lock,
                                            control_log,
                                            log_sector_size,
                                            log_characteristics,
                                            nullptr,
                                            nullptr,
                                            nullptr,
                                            nullptr,
                                            nullptr,
                                            nullptr};

struct Layer {
  sqlite3_vfs vfs{};  // first: SQLite hands it back
  sqlite3_vfs* base = nullptr;
  std::string name;
};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* base = reinterpret_cast<Layer*>(vfs)->base;
  if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, name, file, flags, out_flags);
  const int result = base->xOpen(base, name, below(file), flags, out_flags);
  file->pMethods = nullptr;
  if (result != SQLITE_OK) {
    if (below(file)->pMethods != nullptr) below(file)->pMethods->xClose(below(file));
    return result;
  }
  new (file) LogFile{{&kLogMethods}, LogImage(below(file))};
  return SQLITE_OK;
}

}  // namespace

std::string gathered_log_vfs(const std::string& base_name) {
  static std::mutex mutex;
  static std::map<std::string, Layer> layers;
  const std::lock_guard lock(mutex);
  configure_sqlite();
  sqlite3_vfs* base = sqlite3_vfs_find(base_name.empty() ? nullptr : base_name.c_str());
  if (base == nullptr) return base_name;  // opening says so
  Layer& layer = layers[base_name];
  layer.base = base;
  layer.name = "gathered-log-" + base_name;
  layer.vfs = *base;
  layer.vfs.zName = layer.name.c_str();
  layer.vfs.pNext = nullptr;
  layer.vfs.szOsFile = static_cast<int>(sizeof(LogFile)) + base->szOsFile;
  layer.vfs.xOpen = &open_file;
  sqlite3_vfs_register(&layer.vfs, 0);
  return layer.name;
}

}  // namespace qianqiao
