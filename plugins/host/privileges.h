// What a process gives up of itself: descriptors, limits, user, capabilities. Private to this
// folder; throws BoxError.
#pragma once

#include "plugins/protocol/messages.h"

namespace qianqiao::host {

inline constexpr int kChannelDescriptor = 3;  // the one that stays

void close_all_but_the_channel(int also_kept_1 = -1, int also_kept_2 = -1);
void set_limits(const protocol::HostLimits& limits);
// Becomes `uid` where it is not 0; loses every capability for good.
void drop_privileges(unsigned uid);
void forbid_new_privileges();
void die_with_parent();  // SIGKILL; forgotten whenever the user changes

}  // namespace qianqiao::host
