#include "server/store/sqlite/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "server/store/data_directory_lock.h"
#include "server/store/sqlite/migrations.h"
#include "server/store/sqlite/sqlite_store.h"

namespace qianqiao {

namespace {

tl::unexpected<Error> system_failure(const std::string& path) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  return fail(full ? "store.full" : "store.unwritable",
              {{"path", path}, {"reason", std::strerror(errno)}});
}

// A file that exists only until it is given its name: removed unless kept.
class PartialFile {
 public:
  explicit PartialFile(std::string path) : path_(std::move(path)) {}
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() { ::unlink(path_.c_str()); }

  const std::string& path() const { return path_; }

  // Onto the disk and under its name; an existing file of that name is never replaced.
  Result<void> publish_as(const std::string& name, const char* exists_code) {
    if (auto synced = sync(path_, O_RDWR); !synced) return synced;
    if (::link(path_.c_str(), name.c_str()) != 0) {
      if (errno == EEXIST) return fail(exists_code, {{"path", name}});
      return system_failure(name);
    }
    const std::string directory = std::filesystem::path(name).parent_path().string();
    return sync(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY);
  }

 private:
  static Result<void> sync(const std::string& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) return system_failure(path);
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0) return system_failure(path);
    return {};
  }

  std::string path_;
};

// An SQLite file of its own, outside the store's connections.
class PlainFile {
 public:
  PlainFile(const std::string& path, int flags) {
    configure_sqlite();
    result_ = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
  }
  PlainFile(const PlainFile&) = delete;
  PlainFile& operator=(const PlainFile&) = delete;
  ~PlainFile() { sqlite3_close(handle_); }

  sqlite3* handle() { return handle_; }
  int opened() const { return result_; }

  // The first column of the first row; false: it failed.
  bool ask(const char* sql, std::string& answer) {
    sqlite3_stmt* statement = nullptr;
    bool good = sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) == SQLITE_OK;
    if (good) {
      const int step = sqlite3_step(statement);
      good = step == SQLITE_ROW || step == SQLITE_DONE;
      if (step == SQLITE_ROW && sqlite3_column_text(statement, 0) != nullptr)
        answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return good;
  }

 private:
  sqlite3* handle_ = nullptr;
  int result_;
};

tl::unexpected<Error> database_failure(sqlite3* handle, int result, const std::string& path) {
  const StoreFailure failure = sqlite_failure(handle, result);
  return fail(failure.code, {{"path", path}, {"reason", failure.what()}});
}

Result<void> copy_database(sqlite3* source, PlainFile& target, const std::string& path) {
  if (target.opened() != SQLITE_OK) return database_failure(target.handle(), target.opened(), path);
  std::string answer;
  // Put on disk once, at the end.
  if (!target.ask("PRAGMA journal_mode = OFF", answer) ||
      !target.ask("PRAGMA synchronous = OFF", answer))
    return database_failure(target.handle(), sqlite3_errcode(target.handle()), path);
  sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source, "main");
  if (backup == nullptr)
    return database_failure(target.handle(), sqlite3_errcode(target.handle()), path);
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE)
    return database_failure(target.handle(), finished != SQLITE_OK ? finished : stepped, path);
  return {};
}

// A copy has the mode of its source: take the log away, then read every page.
Result<void> settle_and_check(PlainFile& file, const std::string& path) {
  std::string mode, health;
  if (!file.ask("PRAGMA journal_mode = DELETE", mode) || mode != "delete" ||
      !file.ask("PRAGMA quick_check(1)", health))
    return database_failure(file.handle(), sqlite3_errcode(file.handle()), path);
  if (health != "ok") return fail("store.corrupt", {{"path", path}, {"reason", health}});
  return {};
}

Result<void> copy_file(const std::string& from, const std::string& to) {
  const int source = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  if (source < 0) return system_failure(from);
  const int target = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (target < 0) {
    auto failure = system_failure(to);
    ::close(source);
    return failure;
  }
  Result<void> outcome;
  std::array<char, 1 << 16> buffer;
  for (ssize_t got = 0; outcome && (got = ::read(source, buffer.data(), buffer.size())) != 0;) {
    if (got < 0) outcome = system_failure(from);
    for (ssize_t done = 0; outcome && done < got;) {
      const ssize_t put =
          ::write(target, buffer.data() + done, static_cast<std::size_t>(got - done));
      if (put < 0) outcome = system_failure(to);
      done += std::max<ssize_t>(put, 0);
    }
  }
  ::close(source);
  if (::close(target) != 0 && outcome) outcome = system_failure(to);
  return outcome;
}

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | bytes[3];
}

// What the first 100 bytes tell (SQLite's file format, section 1.3): whose file it is, its schema,
// and whether a log belongs to it, without which it is no whole copy.
Result<void> check_header(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_failure(path);
  std::array<unsigned char, 100> header{};
  const ssize_t length = ::read(descriptor, header.data(), header.size());
  ::close(descriptor);
  if (length != static_cast<ssize_t>(header.size()) ||
      std::memcmp(header.data(), "SQLite format 3", 16) != 0 ||
      big_endian(&header[68]) != static_cast<std::uint32_t>(kApplicationId))
    return fail("store.not_a_backup", {{"path", path}, {"reason", "not a file of this product"}});
  if (header[18] != 1 || header[19] != 1)
    return fail("store.not_a_backup", {{"path", path}, {"reason", "a live file without its log"}});
  const int stored = static_cast<int>(big_endian(&header[60]));
  const int newest = shipped_migrations().back().version;
  if (stored > newest)
    return fail("store.newer_schema",
                {{"stored", std::to_string(stored)}, {"known", std::to_string(newest)}});
  return {};
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

}  // namespace

Result<void> backup_sqlite(Connection& connection, const std::string& path) {
  if (exists(path)) return fail("store.backup_exists", {{"path", path}});
  PartialFile partial(path + ".partial");
  // A copy that an earlier process did not finish.
  if (::unlink(partial.path().c_str()) != 0 && errno != ENOENT) return system_failure(path);
  const int descriptor =
      ::open(partial.path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_failure(path);
  ::close(descriptor);
  {
    PlainFile target(partial.path(), SQLITE_OPEN_READWRITE);
    if (auto copied = copy_database(handle_of(connection), target, path); !copied) return copied;
    if (auto settled = settle_and_check(target, path); !settled) return settled;
  }
  return partial.publish_as(path, "store.backup_exists");
}

Result<void> restore_sqlite(const std::string& backup_file, const std::string& directory) {
  const auto lock = DataDirectoryLock::acquire(directory);
  if (!lock) return fail(lock.error());
  const std::string path = directory + "/" + kSqliteFileName;
  // A log left beside a missing file would be replayed into the restored one.
  for (const char* suffix : {"", "-wal", "-shm", "-journal"})
    if (exists(path + suffix)) return fail("store.database_exists", {{"path", path + suffix}});
  if (auto header = check_header(backup_file); !header) return header;
  PartialFile partial(path + ".partial");
  if (auto copied = copy_file(backup_file, partial.path()); !copied) return copied;
  {
    PlainFile file(partial.path(), SQLITE_OPEN_READWRITE);
    if (file.opened() != SQLITE_OK)
      return database_failure(file.handle(), file.opened(), backup_file);
    if (auto settled = settle_and_check(file, backup_file); !settled) {
      if (settled.error().code == "store.full" || settled.error().code == "store.io")
        return settled;
      return fail("store.not_a_backup",
                  {{"path", backup_file}, {"reason", settled.error().params.back().second}});
    }
  }
  return partial.publish_as(path, "store.database_exists");
}

}  // namespace qianqiao
