// Landlock: the kernel's own restriction of files, ports, abstract sockets and signals, whatever
// namespaces say. Private to this folder; throws BoxError.
#pragma once

#include <string>
#include <vector>

namespace qianqiao::host {

int landlock_version();  // 0: this kernel has none
// From now on only these folders may be read, nothing written, no port used. Needs no_new_privs.
void restrict_by_landlock(const std::vector<std::string>& readable_folders);

}  // namespace qianqiao::host
