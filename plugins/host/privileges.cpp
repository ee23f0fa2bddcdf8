#include "plugins/host/privileges.h"

#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>

#include "plugins/host/box_error.h"

namespace qianqiao::host {
namespace {

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  must(::setrlimit(resource, &both), "setrlimit");
}

}  // namespace

void close_all_but_the_channel(int also_kept_1, int also_kept_2) {
  std::array<int, 3> kept = {kChannelDescriptor, also_kept_1, also_kept_2};
  std::sort(kept.begin(), kept.end());
  unsigned from = 0;
  for (const int descriptor : kept) {
    if (descriptor < 0) continue;
    const auto number = static_cast<unsigned>(descriptor);
    if (number > from) ::close_range(from, number - 1, 0);
    from = number + 1;
  }
  must(::close_range(from, ~0u, 0), "close_range");
}

void set_limits(const protocol::HostLimits& limits) {
  limit(RLIMIT_AS, static_cast<rlim_t>(limits.memory_mib) << 20);
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_seconds));
  limit(RLIMIT_NOFILE, static_cast<rlim_t>(limits.open_files));
  limit(RLIMIT_STACK, 8u << 20);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NPROC, 0);  // counts per user: no process more for this one
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
}

void drop_privileges(unsigned uid) {
  for (int capability = 0; capability <= CAP_LAST_CAP; ++capability)
    ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);  // refused where there is nothing to drop
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  if (uid != 0) {
    must(::setgroups(0, nullptr), "setgroups");
    must(::setresgid(uid, uid, uid), "setresgid");
    must(::setresuid(uid, uid, uid), "setresuid");
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  must(::syscall(SYS_capset, &header, none), "capset");
}

void forbid_new_privileges() {
  must(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
  must(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
}

void die_with_parent() { must(::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0), "pdeathsig"); }

}  // namespace qianqiao::host
