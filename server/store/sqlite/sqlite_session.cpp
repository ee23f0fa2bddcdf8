#include "server/store/sqlite/sqlite_session.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cerrno>
#include <cstdlib>

namespace qianqiao {

namespace {

sqlite_api::sqlite3* raw(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

// A limit on the file's size or a quota is a full disk to whoever must act on it.
bool is_full(int system_error) {
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

const char* code_for(int result, int system_error) {
  switch (result & 0xff) {
    case SQLITE_FULL:
      return "store.full";
    case SQLITE_CORRUPT:
      return "store.corrupt";
    case SQLITE_NOTADB:
      return "store.not_a_database";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "store.busy";
    case SQLITE_CONSTRAINT:
      return "store.constraint";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return is_full(system_error) ? "store.full" : "store.unwritable";
    default:
      return is_full(system_error) ? "store.full" : "store.io";
  }
}

// SQLite forgets the system's error where a COMMIT failed; errno still has it then.
int system_error_of(sqlite_api::sqlite3* handle, int result, int errno_before) {
  if ((result & 0xff) != SQLITE_IOERR && (result & 0xff) != SQLITE_CANTOPEN) return 0;
  const int remembered = sqlite_api::sqlite3_system_errno(handle);
  return remembered != 0 ? remembered : errno_before;
}

StoreFailure translate(sqlite_api::sqlite3* handle, int result, const std::string& what) {
  return {code_for(result, system_error_of(handle, result, errno)), what};
}

}  // namespace

StoreFailure SqliteDialect::note(StoreFailure failure) const {
  if (failure.code != "store.constraint") transaction_lost_ = true;
  if (failure.code == "store.io" || failure.code == "store.corrupt") broken_ = true;
  return failure;
}

StoreFailure SqliteDialect::failure(soci::session& session, const soci::soci_error& error) const {
  const auto* sqlite_error = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  const int result = sqlite_error ? sqlite_error->result() : SQLITE_ERROR;
  // Without what SOCI adds: the statement's parameters name people, and this goes to the log.
  return note(translate(raw(session), result, error.get_error_message()));
}

void SqliteDialect::end_reading(soci::details::statement_backend& backend) const {
  auto& statement = static_cast<soci::sqlite3_statement_backend&>(backend);
  if (statement.stmt_ != nullptr) sqlite_api::sqlite3_reset(statement.stmt_);
}

// A reader that opens or closes its connection holds the log's locks for a moment; without patience
// that moment would be the writer's failure.
constexpr int kPatienceMs = 5000;

void configure_sqlite() {
  static const bool done = [] {
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return true;
  }();
  static_cast<void>(done);
}

std::unique_ptr<Connection> connect(const SqliteFile& file, const SqliteDialect& dialect) {
  configure_sqlite();
  // SOCI's connection text has no way to write a quotation mark.
  if (file.path.find('"') != std::string::npos)
    throw StoreFailure("store.unwritable", "a quotation mark in the path");
  std::string text = "dbname=\"" + file.path + "\"";
  if (!file.vfs.empty()) text += " vfs=" + file.vfs;
  if (file.read_only) text += " readonly=true";
  try {
    auto connection =
        std::make_unique<Connection>(std::make_unique<soci::session>(soci::sqlite3, text), dialect);
    sqlite_api::sqlite3_busy_timeout(raw(connection->session()), kPatienceMs);
    return connection;
  } catch (const soci::sqlite3_soci_error& error) {
    throw StoreFailure(code_for(error.result(), errno), error.what());
  } catch (const soci::soci_error& error) {
    throw StoreFailure("store.io", error.what());
  }
}

sqlite3* handle_of(Connection& connection) {
  // SOCI declares SQLite's interface in a namespace of its own; it is the same type.
  return reinterpret_cast<::sqlite3*>(raw(connection.session()));
}

StoreFailure sqlite_failure(sqlite3* handle, int result) {
  auto* api_handle = reinterpret_cast<sqlite_api::sqlite3*>(handle);
  return translate(api_handle, result, sqlite_api::sqlite3_errmsg(api_handle));
}

bool in_database_transaction(Connection& connection) {
  return sqlite_api::sqlite3_get_autocommit(raw(connection.session())) == 0;
}

void run_script(Connection& connection, const SqliteDialect& dialect, const std::string& sql) {
  const int result =
      sqlite_api::sqlite3_exec(raw(connection.session()), sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw dialect.note(sqlite_failure(handle_of(connection), result));
}

std::string ask(Connection& connection, const SqliteDialect& dialect, const std::string& sql) {
  std::string answer;
  bool answered = false;
  struct Answer {
    std::string& text;
    bool& given;
  } out{answer, answered};
  const auto take = [](void* context, int columns, char** values, char**) {
    Answer& target = *static_cast<Answer*>(context);
    if (!target.given && columns > 0 && values[0] != nullptr) target.text = values[0];
    target.given = true;
    return 0;
  };
  const int result =
      sqlite_api::sqlite3_exec(raw(connection.session()), sql.c_str(), take, &out, nullptr);
  if (result != SQLITE_OK) throw dialect.note(sqlite_failure(handle_of(connection), result));
  return answer;
}

int ask_integer(Connection& connection, const SqliteDialect& dialect, const std::string& sql) {
  return std::atoi(ask(connection, dialect, sql).c_str());
}

}  // namespace qianqiao
