// The process that stays outside the box: it starts the one inside, rung by rung, and ends it when
// the server's end of the channel closes. It ends as the one inside did, so that the server sees
// the signal that ended a plugin. Private to this folder.
#pragma once

#include <functional>

#include "plugins/host/box.h"

namespace qianqiao::host {

// Tries the rungs in order. In the process inside: `live` runs in the entered box and gives its
// exit code. Returns the exit code of this process.
int run_in_box(const protocol::Start& start, const std::function<int(Box&)>& live,
               const std::function<void(const std::string& why)>& refuse);

}  // namespace qianqiao::host
