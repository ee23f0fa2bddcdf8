// A data directory of one test, and SQLite without the product around it.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/store/sqlite/sqlite_store.h"

namespace qianqiao {

class ScratchDirectory {
 public:
  ScratchDirectory() {
    path_ = (std::filesystem::temp_directory_path() / "qianqiao-XXXXXX").string();
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary directory");
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline SqliteOptions options_for(const std::string& directory) {
  SqliteOptions options;
  options.directory = directory;
  return options;
}

inline std::unique_ptr<Store> opened(const SqliteOptions& options) {
  auto store = open_sqlite_store(options);
  if (!store) throw std::runtime_error(to_line(store.error()));
  return std::move(*store);
}

// Another program's view of the file.
class RawFile {
 public:
  explicit RawFile(const std::string& path) { sqlite3_open(path.c_str(), &handle_); }
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;
  ~RawFile() { sqlite3_close(handle_); }

  sqlite3* handle() { return handle_; }
  // The first column of each row; the message where it failed.
  std::vector<std::string> rows(const std::string& sql, int column = 0) {
    struct Out {
      std::vector<std::string> rows;
      int column;
    } out{{}, column};
    char* message = nullptr;
    const auto take = [](void* context, int, char** values, char**) {
      Out& target = *static_cast<Out*>(context);
      const char* value = values[target.column];
      target.rows.emplace_back(value == nullptr ? "" : value);
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), take, &out, &message) != SQLITE_OK) {
      out.rows = {std::string("failed: ") + (message == nullptr ? "?" : message)};
      sqlite3_free(message);
    }
    return out.rows;
  }
  std::string ask(const std::string& sql) {
    const auto found = rows(sql);
    return found.empty() ? "" : found.front();
  }

 private:
  sqlite3* handle_ = nullptr;
};

inline SubjectRow plain_case(int number, std::size_t context_bytes = 2) {
  SubjectRow row;
  row.id = "411502C" + std::to_string(100000 + number);
  row.county = "411502";
  row.enterprise = "411502E" + std::to_string(100000 + number);
  row.configuration = {"Roster", std::string(context_bytes, ' ')};
  row.version = 1;
  return row;
}

inline HistoryRow plain_history(const SubjectId& subject, std::int64_t sequence) {
  HistoryRow row;
  row.subject = subject;
  row.sequence = sequence;
  row.event = "Listed";
  row.data = "{}";
  return row;
}

inline void add_case(Writer& writer, int number, std::size_t context_bytes = 2) {
  const SubjectRow row = plain_case(number, context_bytes);
  writer.insert_subject(row);
  writer.append_history(plain_history(row.id, 1));
}

inline void put_case(Store& store, int number, std::size_t context_bytes = 2) {
  const auto writer = store.begin();
  add_case(*writer, number, context_bytes);
  writer->commit();
}

}  // namespace qianqiao
