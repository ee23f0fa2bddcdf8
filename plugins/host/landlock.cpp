#include "plugins/host/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

#include "plugins/host/box_error.h"

namespace qianqiao::host {
namespace {

// Debian 12's headers are older than the kernels it may run on.
struct Ruleset {
  std::uint64_t files;
  std::uint64_t ports;   // version 4
  std::uint64_t scopes;  // version 6: abstract sockets, signals
};
constexpr std::uint64_t kTruncate = 1ull << 14, kDeviceIoctl = 1ull << 15;
constexpr std::uint64_t kBindAndConnect = 3, kSocketsAndSignals = 3;

Ruleset everything(int version) {
  Ruleset all{(1ull << 13) - 1, 0, 0};
  if (version >= 2) all.files |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) all.files |= kTruncate;
  if (version >= 4) all.ports = kBindAndConnect;
  if (version >= 5) all.files |= kDeviceIoctl;
  if (version >= 6) all.scopes = kSocketsAndSignals;
  return all;
}

std::size_t size_known_to(int version) {
  if (version >= 6) return sizeof(Ruleset);
  return version >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

void allow_reading(int ruleset, const std::string& folder) {
  landlock_path_beneath_attr beneath{};
  beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  beneath.parent_fd = must(::open(folder.c_str(), O_PATH | O_CLOEXEC), folder.c_str());
  const long added =
      ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  ::close(beneath.parent_fd);
  must(added, "landlock_add_rule");
}

}  // namespace

int landlock_version() {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version < 0 ? 0 : static_cast<int>(version);
}

void restrict_by_landlock(const std::vector<std::string>& readable_folders) {
  const int version = landlock_version();
  if (version == 0) throw BoxError("no Landlock in this kernel");
  const Ruleset all = everything(version);
  const int ruleset = static_cast<int>(must(
      ::syscall(SYS_landlock_create_ruleset, &all, size_known_to(version), 0), "landlock_create"));
  for (const std::string& folder : readable_folders) allow_reading(ruleset, folder);
  const long restricted = ::syscall(SYS_landlock_restrict_self, ruleset, 0);
  ::close(ruleset);
  must(restricted, "landlock_restrict_self");
}

}  // namespace qianqiao::host
