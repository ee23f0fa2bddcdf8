// Control groups that were left behind: a group goes only after its last process, and a server that
// was killed removes none.
#pragma once

#include <chrono>
#include <string>

namespace qianqiao {

inline constexpr char kGroupPrefix[] = "qianqiao-plugin-";

// Removes the groups below `parent` that are older than `age` and have no process any more; looks
// at most once in that time. A younger one may be about to get its process.
void remove_abandoned_groups(const std::string& parent, std::chrono::seconds age);

}  // namespace qianqiao
