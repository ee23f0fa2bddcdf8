// One session with the database, through SOCI, and what its dialect must add. Belongs to one
// thread at a time. SOCI is seen in this folder's sources only.
#pragma once

#include <memory>
#include <string>

#include "server/ports/store.h"

namespace soci {
class session;
class soci_error;
namespace details {
class statement_backend;
}
}  // namespace soci

namespace qianqiao {

// What differs between databases below the SQL text.
class Dialect {
 public:
  virtual ~Dialect() = default;
  // What went wrong, in the product's words.
  virtual StoreFailure failure(soci::session& session, const soci::soci_error& error) const = 0;
  // Lets go of what a statement whose rows were not all read still holds.
  virtual void end_reading(soci::details::statement_backend& backend) const = 0;
};

class Connection {
 public:
  Connection(std::unique_ptr<soci::session> session, const Dialect& dialect);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  soci::session& session() { return *session_; }
  const Dialect& dialect() const { return dialect_; }

 private:
  std::unique_ptr<soci::session> session_;
  const Dialect& dialect_;
};

}  // namespace qianqiao
