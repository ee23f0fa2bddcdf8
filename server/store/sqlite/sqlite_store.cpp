#include "server/store/sqlite/sqlite_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "server/store/data_directory_lock.h"
#include "server/store/sqlite/backup.h"
#include "server/store/sqlite/gathered_log.h"
#include "server/store/sqlite/migrations.h"
#include "server/store/sqlite/sqlite_writer.h"

namespace qianqiao {

namespace {

constexpr Sql kBeginReading = {"BEGIN"};
constexpr Sql kEndReading = {"ROLLBACK"};

// A read-only connection with what it keeps prepared.
struct ReadingSide {
  explicit ReadingSide(const SqliteFile& file)
      : connection(connect(file, dialect)),
        tables(*connection),
        begin(*connection, kBeginReading),
        end(*connection, kEndReading) {
    run_script(*connection, dialect,
               "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -4000;"
               "PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY;"
               "PRAGMA trusted_schema = OFF");
    sqlite3_db_config(handle_of(*connection), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }

  SqliteDialect dialect;
  std::unique_ptr<Connection> connection;
  Tables tables;
  Statement begin, end;
};

// Read-only connections that wait for the next reader. Thread-safe.
class ReaderPool {
 public:
  ReaderPool(SqliteFile file, int kept) : file_(std::move(file)), kept_(kept) {}
  ~ReaderPool() { assert(leased_ == 0 && "a Reader outlives its Store"); }

  std::unique_ptr<ReadingSide> lease() {
    std::unique_ptr<ReadingSide> side;
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        side = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (!side) side = std::make_unique<ReadingSide>(file_);
    const std::lock_guard lock(mutex_);
    ++leased_;
    return side;
  }

  void give_back(std::unique_ptr<ReadingSide> side, bool usable) {
    const std::lock_guard lock(mutex_);
    --leased_;
    if (usable && static_cast<int>(idle_.size()) < kept_) idle_.push_back(std::move(side));
  }

 private:
  const SqliteFile file_;
  const int kept_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ReadingSide>> idle_;
  int leased_ = 0;
};

// Sees the last committed state at its first read, and that until it goes.
class SqliteReader : public TableReads<Reader> {
 public:
  explicit SqliteReader(ReaderPool& pool) : pool_(pool), side_(pool.lease()) {}
  ~SqliteReader() override {
    bool usable = true;
    try {
      if (begun_) side_->end.run();
    } catch (const StoreFailure&) {
      usable = false;
    }
    pool_.give_back(std::move(side_), usable);
  }

 private:
  Tables& tables() override {
    if (!begun_) side_->begin.run();
    begun_ = true;
    return side_->tables;
  }

  ReaderPool& pool_;
  std::unique_ptr<ReadingSide> side_;
  bool begun_ = false;
};

class SqliteStore : public Store {
 public:
  SqliteStore(const SqliteOptions& options, DataDirectoryLock lock,
              std::unique_ptr<WritingSide> side, const SqliteFile& file, int schema_version)
      : options_(options),
        schema_version_(schema_version),
        lock_(std::move(lock)),
        side_(std::move(side)),
        readers_(SqliteFile{file.path, file.vfs, true}, options.pooled_readers) {
    sqlite3_wal_hook(handle_of(*side_->connection), &SqliteStore::note_log_pages, this);
  }

  std::unique_ptr<Writer> begin() override {
    if (options_.read_only) throw StoreFailure("store.unwritable", "opened for reading only");
    return std::make_unique<SqliteWriter>(*side_);
  }

  std::unique_ptr<Reader> reader() override { return std::make_unique<SqliteReader>(readers_); }

  // SQLite's passive checkpoint copies all that readers let it, so what bounds a step is to come
  // often: the pages since the last one, no more.
  void maintain() override {
    assert(!side_->in_transaction);
    if (log_pages_ < checkpointed_pages_) checkpointed_pages_ = 0;  // the log began anew
    if (log_pages_ - checkpointed_pages_ < options_.checkpoint_pages) return;
    int copied = 0;
    sqlite3* handle = handle_of(*side_->connection);
    const int result =
        sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &copied);
    if (result != SQLITE_OK && result != SQLITE_BUSY)
      throw side_->dialect->note(sqlite_failure(handle, result));
    checkpointed_pages_ = log_pages_;
  }

  Result<void> backup_to(const std::string& path) override {
    assert(!side_->in_transaction);
    return backup_sqlite(*side_->connection, path);
  }

  int schema_version() const override { return schema_version_; }
  int newest_schema_version() const override { return shipped_migrations().back().version; }

  std::vector<Guarantee> guarantees() override {
    assert(!side_->in_transaction);
    const auto pragma = [&](const char* name) {
      return ask(*side_->connection, *side_->dialect, std::string("PRAGMA ") + name);
    };
    return {{"journal_mode", pragma("journal_mode"), "wal"},
            {"synchronous", pragma("synchronous"), "2"},  // FULL
            {"foreign_keys", pragma("foreign_keys"), "1"}};
  }

 private:
  static int note_log_pages(void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteStore*>(self)->log_pages_ = pages;
    return SQLITE_OK;
  }

  const SqliteOptions options_;
  const int schema_version_;
  DataDirectoryLock lock_;  // let go of last
  std::unique_ptr<WritingSide> side_;
  ReaderPool readers_;  // closed before the writer, whose close removes the log
  int log_pages_ = 0;
  int checkpointed_pages_ = 0;
};

// The operating system says more plainly than SQLite why a file cannot be used. The file is
// personal data: for its owner only. The log and its index inherit that.
Result<void> prepare_file(const SqliteOptions& options, const std::string& path) {
  const int flags = options.read_only ? O_RDONLY : O_RDWR;
  const int descriptor =
      ::open(path.c_str(), flags | O_CLOEXEC | (options.create ? O_CREAT : 0), 0600);
  if (descriptor < 0) {
    if (errno == ENOENT) return fail("store.missing", {{"path", path}});
    return fail(errno == ENOSPC ? "store.full" : "store.unwritable",
                {{"path", path}, {"reason", std::strerror(errno)}});
  }
  ::close(descriptor);
  return {};
}

// How this process writes. FULL: a commit is on disk when it is answered.
std::string writing_pragmas(const SqliteOptions& options) {
  std::string text = fmt::format(
      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
      "PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
      "PRAGMA secure_delete = FAST;",
      options.page_cache_mib * 1024);
  if (options.largest_page_count > 0)
    text += fmt::format("PRAGMA max_page_count = {};", options.largest_page_count);
  return text;
}

Result<int> prepare_schema(const SqliteOptions& options, Connection& connection,
                           const SqliteDialect& dialect) {
  const int newest = shipped_migrations().back().version;
  const int stored = stored_version(connection, dialect);
  if (stored > newest)
    return fail("store.newer_schema",
                {{"stored", std::to_string(stored)}, {"known", std::to_string(newest)}});
  if (options.read_only) {
    if (stored < newest)
      return fail("store.older_schema",
                  {{"stored", std::to_string(stored)}, {"known", std::to_string(newest)}});
    return stored;
  }
  run_script(connection, dialect, writing_pragmas(options));
  if (ask(connection, dialect, "PRAGMA journal_mode = WAL") != "wal")
    return fail("store.unwritable", {{"path", options.directory},
                                     {"reason", "no write-ahead log on this file system"}});
  return migrate(connection, dialect, shipped_migrations());
}

// Of a database from before there was a search: all at once or, where the process dies, not at all.
void fill_search(WritingSide& side) {
  side.begin.run();
  side.tables.enterprises.fill_search_once();
  side.commit.run();
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
  if (options.create) {
    std::error_code error;
    std::filesystem::create_directories(options.directory, error);
    if (error) {
      return fail("store.unwritable", {{"path", options.directory}, {"reason", error.message()}});
    }
  }
  auto lock = DataDirectoryLock::acquire(options.directory);
  if (!lock) return fail(lock.error());
  const SqliteFile file{options.directory + "/" + kSqliteFileName, options.vfs, options.read_only};
  if (auto prepared = prepare_file(options, file.path); !prepared) return fail(prepared.error());
  try {
    auto dialect = std::make_unique<SqliteDialect>();
    auto connection =
        connect(options.read_only ? file : SqliteFile{file.path, gathered_log_vfs(file.vfs), false},
                *dialect);
    const auto version = prepare_schema(options, *connection, *dialect);
    if (!version) return fail(version.error());
    auto side = std::make_unique<WritingSide>(std::move(dialect), std::move(connection),
                                              options.cached_subjects);
    if (!options.read_only) fill_search(*side);
    return std::make_unique<SqliteStore>(options, std::move(*lock), std::move(side), file,
                                         *version);
  } catch (const StoreFailure& failure) {
    return fail(failure.code, {{"path", file.path}, {"reason", failure.what()}});
  }
}

}  // namespace qianqiao
