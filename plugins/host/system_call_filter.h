// The seccomp filter: an allowlist of system calls that running Python code needs. What ordinary
// code may try by accident (opening for writing, sockets, signals) fails with an error; everything
// else — processes, programs, threads, mounts, tracing — ends the process with SIGSYS. Other
// architectures' calls too. Private to this folder; throws BoxError.
#pragma once

namespace qianqiao::host {

// Nothing further can be mapped executable: native modules must have been loaded before.
void filter_system_calls();

}  // namespace qianqiao::host
