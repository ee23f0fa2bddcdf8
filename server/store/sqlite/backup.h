// A copy of the whole database as one file that needs no other.
#pragma once

#include <string>

#include "server/store/connection.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Copies the last committed state of `connection` to a new file, checks the copy, puts it on disk,
// and only then gives it its name. Errors: store.backup_exists, store.unwritable, store.full,
// store.io, store.corrupt.
Result<void> backup_sqlite(Connection& connection, const std::string& path);

}  // namespace qianqiao
