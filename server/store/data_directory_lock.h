// One owner for a data directory: DIR/lock, held with flock(2), so that it vanishes with the
// process however that ends. The file's text is the owner's process id, for people to read.
#pragma once

#include <string>
#include <utility>

#include "workflows/base/result.h"

namespace qianqiao {

class DataDirectoryLock {
 public:
  // Errors: store.locked (with the owner's process id), store.unwritable, store.no_directory.
  static Result<DataDirectoryLock> acquire(const std::string& directory);

  DataDirectoryLock(DataDirectoryLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DataDirectoryLock& operator=(DataDirectoryLock&& other) noexcept;
  DataDirectoryLock(const DataDirectoryLock&) = delete;
  DataDirectoryLock& operator=(const DataDirectoryLock&) = delete;
  ~DataDirectoryLock();

 private:
  explicit DataDirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace qianqiao
