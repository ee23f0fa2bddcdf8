#include "server/store/data_directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace qianqiao {

namespace {

std::string owner_of(int descriptor) {
  char text[32] = {};
  const ssize_t length = ::pread(descriptor, text, sizeof text - 1, 0);
  std::string pid(text, length > 0 ? static_cast<std::size_t>(length) : 0);
  while (!pid.empty() && pid.back() == '\n') pid.pop_back();
  return pid.empty() ? "?" : pid;
}

}  // namespace

Result<DataDirectoryLock> DataDirectoryLock::acquire(const std::string& directory) {
  const std::string path = directory + "/lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    if (errno == ENOENT) return fail("store.no_directory", {{"path", directory}});
    return fail("store.unwritable", {{"path", path}, {"reason", std::strerror(errno)}});
  }
  DataDirectoryLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return fail("store.unwritable", {{"path", path}, {"reason", std::strerror(errno)}});
    return fail("store.locked", {{"path", directory}, {"pid", owner_of(descriptor)}});
  }
  // The text only helps people; a full disk must not keep anybody out of their data.
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, pid.data(), pid.size(), 0);
  }
  return lock;
}

DataDirectoryLock& DataDirectoryLock::operator=(DataDirectoryLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

DataDirectoryLock::~DataDirectoryLock() {
  // The file stays: removing it would let two owners lock two files of the same name.
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace qianqiao
