// The operating system's files under SQLite, which fail when told to. One at a time.
#pragma once

#include <sqlite3.h>

#include <deque>

#include "server/store/sqlite/sqlite_session.h"

namespace qianqiao {

class FailingVfs {
 public:
  static constexpr char kName[] = "failing";

  FailingVfs() {
    configure_sqlite();
    if (sqlite3_vfs* earlier = sqlite3_vfs_find(kName)) sqlite3_vfs_unregister(earlier);
    state() = State{};
    base() = sqlite3_vfs_find(nullptr);
    vfs_ = *base();
    vfs_.zName = kName;
    vfs_.pNext = nullptr;
    vfs_.xOpen = &FailingVfs::open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~FailingVfs() { sqlite3_vfs_unregister(&vfs_); }
  FailingVfs(const FailingVfs&) = delete;
  FailingVfs& operator=(const FailingVfs&) = delete;

  void fail_syncs(bool fail) { state().syncs_fail = fail; }
  // The k-th write from now fails, and all after it; 0: none.
  void fail_write(int k) { state().writes_left = k; }

 private:
  struct State {
    bool syncs_fail = false;
    int writes_left = 0;
  };
  static State& state() {
    static State value;
    return value;
  }
  static sqlite3_vfs*& base() {
    static sqlite3_vfs* value = nullptr;
    return value;
  }
  // SQLite gives databases and logs methods of different kinds; each kind is wrapped once.
  struct Wrapped {
    sqlite3_io_methods methods{};  // first: a file points to it
    const sqlite3_io_methods* original = nullptr;
  };
  static const sqlite3_io_methods* wrap(const sqlite3_io_methods* original) {
    static std::deque<Wrapped> kinds;
    for (const Wrapped& kind : kinds)
      if (kind.original == original) return &kind.methods;
    Wrapped& kind = kinds.emplace_back();
    kind.original = original;
    kind.methods = *original;
    kind.methods.xSync = &FailingVfs::sync;
    kind.methods.xWrite = &FailingVfs::write;
    return &kind.methods;
  }
  static const sqlite3_io_methods* original_of(sqlite3_file* file) {
    return reinterpret_cast<const Wrapped*>(file->pMethods)->original;
  }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    const int result = base()->xOpen(base(), name, file, flags, out);
    if (result == SQLITE_OK) file->pMethods = wrap(file->pMethods);
    return result;
  }
  static int sync(sqlite3_file* file, int flags) {
    if (state().syncs_fail) return SQLITE_IOERR_FSYNC;
    return original_of(file)->xSync(file, flags);
  }
  static int write(sqlite3_file* file, const void* bytes, int length, sqlite3_int64 offset) {
    State& now = state();
    if (now.writes_left == 1) return SQLITE_IOERR_WRITE;
    if (now.writes_left > 1) --now.writes_left;
    return original_of(file)->xWrite(file, bytes, length, offset);
  }

  sqlite3_vfs vfs_{};
};

}  // namespace qianqiao
