// Opens connections to an SQLite file as this product needs them, and says what SQLite's failures
// mean. All functions throw StoreFailure.
#pragma once

#include <memory>
#include <string>

#include "server/store/connection.h"

struct sqlite3;

namespace qianqiao {

class SqliteDialect : public Dialect {
 public:
  StoreFailure failure(soci::session& session, const soci::soci_error& error) const override;
  void end_reading(soci::details::statement_backend& backend) const override;

  // Of the last failure on this dialect's connection. SQLite rolls a transaction back by itself
  // where the disk failed it; what follows must not be taken for a part of it.
  bool transaction_lost() const { return transaction_lost_; }
  void begin_transaction() { transaction_lost_ = false; }
  // The disk or the file failed: nothing that is written from now on can be trusted to be there.
  bool broken() const { return broken_; }
  StoreFailure note(StoreFailure failure) const;

 private:
  mutable bool transaction_lost_ = false;
  mutable bool broken_ = false;
};

struct SqliteFile {
  std::string path;
  std::string vfs;  // empty: the default one
  bool read_only = false;
};

// A connection belongs to one thread at a time here: SQLite need not lock it. Its count of the
// memory in use is one lock for all threads, and nobody reads it. SQLite takes both only before it
// is first used in any way: whoever may be first calls this.
void configure_sqlite();

std::unique_ptr<Connection> connect(const SqliteFile& file, const SqliteDialect& dialect);

// SQLite's own handle, for what SOCI does not offer: backups, checkpoints, scripts.
sqlite3* handle_of(Connection& connection);

// The product's word for a result code of SQLite.
StoreFailure sqlite_failure(sqlite3* handle, int result);

// False where SQLite has rolled the transaction back by itself.
bool in_database_transaction(Connection& connection);

void run_script(Connection& connection, const SqliteDialect& dialect, const std::string& sql);
// The first column of the first row, as text; "" without a row.
std::string ask(Connection& connection, const SqliteDialect& dialect, const std::string& sql);
int ask_integer(Connection& connection, const SqliteDialect& dialect, const std::string& sql);

}  // namespace qianqiao
