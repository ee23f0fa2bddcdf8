#include "tests/bench/raw_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "server/store/sqlite/sqlite_store.h"

namespace qianqiao {
namespace {

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::int64_t count_rows(const std::string& directory, const std::string& table) {
  RawDatabase database(directory);
  RawStatement count(database.handle(), "SELECT count(*) FROM " + table);
  count.step();
  return count.column_integer(0);
}

}  // namespace

RawStatement::RawStatement(sqlite3* handle, std::string_view sql) {
  if (sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(handle));
}

bool RawStatement::step() {
  const int result = sqlite3_step(statement_);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_)));
  return result == SQLITE_ROW;
}

void RawStatement::run() {
  while (step())
    for (int i = 0; i < sqlite3_column_count(statement_); ++i)
      benchmark::DoNotOptimize(sqlite3_column_bytes(statement_, i));
  done();
}

std::string_view RawStatement::column_text(int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

RawDatabase::RawDatabase(const std::string& directory) {
  if (sqlite3_open((directory + "/" + kSqliteFileName).c_str(), &handle_) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(handle_));
  sqlite3_exec(handle_,
               "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
               "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536;"
               "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
               "PRAGMA secure_delete = FAST; PRAGMA journal_mode = WAL",
               nullptr, nullptr, nullptr);
  sqlite3_wal_hook(
      handle_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<RawDatabase*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
}

void RawDatabase::maintain() {
  if (log_pages_ < checkpointed_pages_) checkpointed_pages_ = 0;  // the log began anew
  if (log_pages_ - checkpointed_pages_ < kCheckpointPages) return;
  sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  checkpointed_pages_ = log_pages_;
}

void PairReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    const auto rate = run.counters.find("items_per_second");
    const std::string& name = run.run_name.function_name;  // LABEL/SIDE
    const std::size_t slash = name.find('/');
    if (rate == run.counters.end() || slash == std::string::npos) continue;
    const Key key(name.substr(0, slash), std::stoi(run.run_name.args), name.substr(slash + 1));
    Measured& measured = measured_[key];
    measured.rates.push_back(rate->second);
    const double items = rate->second * run.real_accumulated_time;
    measured.processor_us.push_back(1e6 * run.cpu_accumulated_time / items);
  }
  ConsoleReporter::ReportRuns(runs);
}

void PairReporter::print_ratios() const {
  fmt::print("\n{:<10}{:>8}{:>12}{:>12}{:>8}{:>12}{:>14}\n", "", "batch", "raw/s", other_ + "/s",
             "ratio", "raw cpu", other_ + " cpu");
  for (const auto& [key, raw] : measured_) {
    const auto& [label, batch, side] = key;
    const auto found = measured_.find(Key(label, batch, other_));
    if (side != "raw" || found == measured_.end()) continue;
    const Measured& other = found->second;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(raw.rates.size(), other.rates.size()); ++i)
      ratios.push_back(other.rates[i] / raw.rates[i]);
    fmt::print("{:<10}{:>8}{:>12.0f}{:>12.0f}{:>7.0f}%{:>9.1f} us{:>11.1f} us\n", label, batch,
               median(raw.rates), median(other.rates), 100 * median(ratios),
               median(raw.processor_us), median(other.processor_us));
  }
}

bool have_same_rows(const std::string& raw_directory, const std::string& other_directory,
                    const std::string& other, const std::vector<std::string>& tables,
                    const std::vector<std::string>& may_be_empty) {
  bool same = true;
  for (const std::string& table : tables) {
    const std::int64_t raw_rows = count_rows(raw_directory, table);
    const std::int64_t other_rows = count_rows(other_directory, table);
    fmt::print("{:<10} rows: raw {}, {} {}\n", table, raw_rows, other, other_rows);
    const bool may_be =
        std::find(may_be_empty.begin(), may_be_empty.end(), table) != may_be_empty.end();
    same = same && raw_rows == other_rows && (may_be || raw_rows > 0);
  }
  if (!same) fmt::print("The two sides did not write the same rows.\n");
  return same;
}

bool have_same_history(const std::string& raw_directory, const std::string& other_directory) {
  RawDatabase raw(raw_directory), other(other_directory);
  constexpr std::string_view kRows =
      "SELECT subject, sequence, hex(digest) FROM history ORDER BY position";
  RawStatement raw_rows(raw.handle(), kRows), other_rows(other.handle(), kRows);
  bool same = true, more = true;
  while (same && more) {
    more = raw_rows.step();
    same = other_rows.step() == more;
    for (const int column : {0, 1, 2})
      same = same && (!more || raw_rows.column_text(column) == other_rows.column_text(column));
  }
  if (!same) fmt::print("The two sides did not write the same history.\n");
  return same;
}

}  // namespace qianqiao
