// Rows to parameters and columns to rows. Each table describes the columns of its row type once,
// in a function that takes either side:
//
//   template <class Columns, class Row>
//   void round_columns(Columns& c, Row& row) { c.text(row.id); c.day(row.opens); … }
#pragma once

#include <algorithm>
#include <set>
#include <string>

#include "server/store/statement.h"

namespace qianqiao {

// A set of values as one parameter, for json_each: ids, without quotes or backslashes.
inline std::string json_array(const std::set<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values)
    if (value.find_first_of("\"\\") == std::string::npos)
      out += (out.size() > 1 ? ",\"" : "\"") + value + "\"";
  return out + "]";
}

// Writes a row into a statement's parameters.
class Binder {
 public:
  explicit Binder(Statement& statement) : statement_(statement) {}

  void text(const std::string& value) { statement_.text(value); }
  void integer(std::int64_t value) { statement_.integer(value); }
  void integer(const std::optional<std::int64_t>& value) { statement_.integer(value); }
  void flag(bool value) { statement_.integer(value ? 1 : 0); }
  template <class Enum>
  void choice(Enum value, Enum /*last*/) {
    statement_.integer(static_cast<std::int64_t>(value));
  }
  void day(Date value) { statement_.integer(value.time_since_epoch().count()); }
  void day(const std::optional<Date>& value) {
    if (value)
      day(*value);
    else
      statement_.null();
  }
  void digest(const Digest& value) { statement_.bytes(as_bytes(value)); }
  void bytes(const std::string& value) { statement_.bytes(value); }

 private:
  Statement& statement_;
};

// Reads a row from a query's columns. What cannot be is store.corrupt, never an assertion.
class Fetcher {
 public:
  explicit Fetcher(Statement::Rows& rows) : rows_(rows) {}

  void text(std::string& value) { value = rows_.text(); }
  void integer(std::int64_t& value) { value = rows_.integer(); }
  void integer(int& value) { value = static_cast<int>(rows_.integer()); }
  void integer(std::optional<std::int64_t>& value) { value = rows_.optional_integer(); }
  void flag(bool& value) { value = rows_.integer() != 0; }
  template <class Enum>
  void choice(Enum& value, Enum last) {
    const std::int64_t stored = rows_.integer();
    if (stored < 0 || stored > static_cast<std::int64_t>(last))
      throw StoreFailure("store.corrupt", "unknown value " + std::to_string(stored));
    value = static_cast<Enum>(stored);
  }
  void day(Date& value) { value = to_day(rows_.integer()); }
  void day(std::optional<Date>& value) {
    const auto stored = rows_.optional_integer();
    value = stored ? std::optional(to_day(*stored)) : std::nullopt;
  }
  void digest(Digest& value) {
    const std::string stored = rows_.bytes();
    if (stored.size() != value.size())
      throw StoreFailure("store.corrupt",
                         "a digest of " + std::to_string(stored.size()) + " bytes");
    std::copy(stored.begin(), stored.end(), value.begin());
  }
  void bytes(std::string& value) { value = rows_.bytes(); }

 private:
  static Date to_day(std::int64_t days) {
    return Date(std::chrono::days(static_cast<std::chrono::days::rep>(days)));
  }
  Statement::Rows& rows_;
};

}  // namespace qianqiao
