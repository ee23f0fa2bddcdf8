#include "server/store/connection.h"

#include <soci/soci.h>

namespace qianqiao {

Connection::Connection(std::unique_ptr<soci::session> session, const Dialect& dialect)
    : session_(std::move(session)), dialect_(dialect) {}

Connection::~Connection() = default;

}  // namespace qianqiao
