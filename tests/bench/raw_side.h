// SQLite used as well as one can by hand: what the benchmarks set the product against, and how the
// two are compared. For one thread.
#pragma once

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace qianqiao {

inline constexpr int kCheckpointPages = 1000;

// A statement without SOCI. Values must live until done().
class RawStatement {
 public:
  RawStatement(sqlite3* handle, std::string_view sql);
  RawStatement(const RawStatement&) = delete;
  RawStatement& operator=(const RawStatement&) = delete;
  ~RawStatement() { sqlite3_finalize(statement_); }

  // Parameters, one after the other.
  void text(std::string_view value) {
    sqlite3_bind_text(statement_, next_++, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  void integer(std::int64_t value) { sqlite3_bind_int64(statement_, next_++, value); }
  void null() { sqlite3_bind_null(statement_, next_++); }
  void bytes(std::string_view value) {
    sqlite3_bind_blob(statement_, next_++, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  bool step();  // true with a row; done() must follow
  void done() {
    sqlite3_reset(statement_);
    next_ = 1;
  }
  void run();  // to its end; each row's columns are read
  std::string_view column_text(int column);
  std::int64_t column_integer(int column) { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int next_ = 1;
};

// The database file of a data directory, opened with the pragmas of the store's writer.
class RawDatabase {
 public:
  explicit RawDatabase(const std::string& directory);
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;
  ~RawDatabase() { sqlite3_close(handle_); }

  sqlite3* handle() { return handle_; }
  // Between transactions: a checkpoint when the store would make one.
  void maintain();

 private:
  sqlite3* handle_ = nullptr;
  int log_pages_ = 0, checkpointed_pages_ = 0;
};

// Remembers the rates of benchmarks named LABEL/raw/BATCH… and LABEL/OTHER/BATCH…, of which each
// pair ran one after the other.
class PairReporter : public benchmark::ConsoleReporter {
 public:
  explicit PairReporter(std::string other) : other_(std::move(other)) {}
  void ReportRuns(const std::vector<Run>& runs) override;
  // One line per label and batch: median rates, the median of the pairs' ratios, and processor time
  // per transition, which other work on the machine disturbs least.
  void print_ratios() const;

 private:
  using Key = std::tuple<std::string, int, std::string>;  // label, batch, side
  const std::string other_;
  struct Measured {
    std::vector<double> rates, processor_us;  // per second; per item
  };
  std::map<Key, Measured> measured_;
};

// Prints how many rows each side has in these tables. False: they differ, or a table is empty that
// is not among `may_be_empty`.
bool have_same_rows(const std::string& raw_directory, const std::string& other_directory,
                    const std::string& other, const std::vector<std::string>& tables,
                    const std::vector<std::string>& may_be_empty = {});
// Says whether both wrote the same history, row by row: digests stand for all that a row holds.
bool have_same_history(const std::string& raw_directory, const std::string& other_directory);

}  // namespace qianqiao
