// A layer between SQLite and the files below it, for the one connection that writes. SQLite puts
// each page of its write-ahead log into the file with two writes of their own; here they are
// gathered in memory and go out in one piece before the sync that makes them durable. What was
// written is kept in memory until the log begins anew, so that a checkpoint need not read it back.
//
// Only for connections with synchronous = FULL: others may look into the log after a commit, and
// what no sync has put there they would not find.
#pragma once

#include <string>

namespace qianqiao {

// The name of the layer above the VFS of this name (empty: SQLite's default one). Thread-safe.
std::string gathered_log_vfs(const std::string& base);

}  // namespace qianqiao
