// The schema's versions, 1, 2, 3, …: each a file of migrations/, applied once, each in its own
// transaction. A process killed in the middle finds the former version at its next start.
#pragma once

#include <string_view>
#include <vector>

#include "server/store/sqlite/sqlite_session.h"

namespace qianqiao {

struct Migration {
  int version;
  std::string_view name;
  std::string_view sql;
};

const std::vector<Migration>& shipped_migrations();  // by version, without a gap

// Marks a file as ours: PRAGMA application_id, "QQ01".
inline constexpr int kApplicationId = 0x51513031;

// The stored version; 0: an empty database. Throws StoreFailure store.not_a_database where the
// file is another program's.
int stored_version(Connection& connection, const SqliteDialect& dialect);

// Applies what is missing; the version then. Throws StoreFailure.
int migrate(Connection& connection, const SqliteDialect& dialect,
            const std::vector<Migration>& migrations);

}  // namespace qianqiao
