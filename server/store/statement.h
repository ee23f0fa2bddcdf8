// A prepared statement, kept as long as its connection: parameters go in and columns come out one
// after the other, in the order of the SQL text. A thin cover over SOCI, which costs about a
// microsecond a run. Failures are StoreFailure; the statement can be used again after one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/connection.h"

namespace qianqiao {

// SQL with the kinds of its parameters and of its columns, one letter each: t text, i integer,
// b bytes. Every parameter is named once: databases count repeated names differently.
struct Sql {
  std::string_view text;
  std::string_view parameters = "";
  std::string_view columns = "";
};

class Statement {
 public:
  Statement(Connection& connection, const Sql& sql);  // prepared at its first run
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Parameters. The first one after a run begins anew.
  Statement& text(std::string_view value);
  Statement& integer(std::int64_t value);
  Statement& integer(std::optional<std::int64_t> value);
  Statement& bytes(std::string_view value);  // empty: NULL
  Statement& null();

  // Runs a statement that gives no rows; how many rows it changed.
  std::int64_t run();
  // Runs an INSERT … RETURNING id.
  std::int64_t run_for_id();

  // The rows of a query. Ends the reading when it goes, read to the end or not.
  class Rows {
   public:
    explicit Rows(Statement& statement) : statement_(statement) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows() { statement_.end_reading(); }

    bool next() { return statement_.next(); }
    // Columns of this row, in order.
    std::string& text() { return statement_.column_text(); }
    std::int64_t integer() { return statement_.column_integer().value_or(0); }
    std::optional<std::int64_t> optional_integer() { return statement_.column_integer(); }
    std::string bytes() { return statement_.column_bytes(); }  // NULL: empty

   private:
    Statement& statement_;
  };
  Rows query() { return Rows(*this); }

 private:
  struct Parts;
  void prepare();
  bool execute();
  bool next();
  void end_reading() noexcept;
  std::string& column_text();
  std::optional<std::int64_t> column_integer();
  std::string column_bytes();

  Connection& connection_;
  const Sql sql_;
  std::unique_ptr<Parts> parts_;  // null: not prepared (any more)
};

}  // namespace qianqiao
