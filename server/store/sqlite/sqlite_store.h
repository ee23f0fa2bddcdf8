// The store in one SQLite file, DIR/qianqiao.db, for one process. One connection does every write
// and every checkpoint; readers have read-only connections of their own.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "server/ports/store.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct SqliteOptions {
  std::string directory;   // DIR
  bool create = true;      // makes DIR and the file where they are missing
  bool read_only = false;  // begin() is refused; an older schema too
  // Once the log has this many pages more than the file, maintain() copies them: fewer make
  // shorter pauses, more make less work in all.
  int checkpoint_pages = 500;
  std::size_t cached_subjects = 100'000;
  int pooled_readers = 24;     // connections kept open for readers that come and go
  int page_cache_mib = 64;     // of the writer
  std::string vfs;             // of SQLite, by name; empty: the operating system's
  int largest_page_count = 0;  // 0: SQLite's own limit
};

inline constexpr char kSqliteFileName[] = "qianqiao.db";

// Takes DIR's lock, brings the schema up to date. Errors: store.locked, store.no_directory,
// store.missing, store.unwritable, store.newer_schema, store.older_schema (read_only),
// store.not_a_database, store.corrupt, store.full, store.io, store.busy.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);

// Puts a backup into a data directory that has no database. Checks it first; leaves nothing half
// done. Errors: store.database_exists, store.not_a_backup, store.newer_schema, store.locked,
// store.no_directory, store.unwritable, store.full, store.io.
Result<void> restore_sqlite(const std::string& backup_file, const std::string& directory);

}  // namespace qianqiao
