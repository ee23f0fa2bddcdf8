#include "plugins/host/box.h"

#include <sched.h>
#include <unistd.h>

#include "plugins/host/box_error.h"
#include "plugins/host/landlock.h"
#include "plugins/host/private_root.h"
#include "plugins/host/privileges.h"
#include "plugins/host/system_call_filter.h"

namespace qianqiao::host {
namespace {

constexpr std::string_view kNamespaces = "namespaces", kUserNamespaces = "user-namespaces",
                           kLandlock = "landlock-seccomp", kUid = "seccomp-uid";
constexpr int kOwnNamespaces =
    CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

bool has_namespaces(std::string_view rung) {
  return rung == kNamespaces || rung == kUserNamespaces;
}

}  // namespace

Box::Box(std::string rung, const protocol::Start& start)
    : rung_(std::move(rung)),
      start_(start),
      plugin_folder_(has_namespaces(rung_) ? kPluginFolder : start.folder),
      sdk_folder_(has_namespaces(rung_) ? kSdkFolder : start.sdk) {}

bool Box::is_rung(std::string_view name) {
  return has_namespaces(name) || name == kLandlock || name == kUid;
}

int Box::namespaces_of(std::string_view rung) {
  if (rung == kNamespaces) return kOwnNamespaces;
  return rung == kUserNamespaces ? kOwnNamespaces | CLONE_NEWUSER : 0;
}

std::string Box::obstacle(std::string_view rung, const protocol::Start& start) {
  if (!is_rung(rung)) return "no such rung";
  const bool root = ::geteuid() == 0;
  if (rung == kNamespaces && !root) return "needs root";
  if (root && start.uid == 0) return "root without a user of the plugin's own";
  if (rung == kUserNamespaces && root) return "an ordinary user's";
  if (rung == kLandlock && landlock_version() == 0) return "no Landlock in this kernel";
  if (rung == kUid && !root) return "needs root";
  return "";
}

void Box::enter() {
  if (has_namespaces(rung_)) {
    must(::sethostname("plugin", 6), "sethostname");
    enter_private_root(start_.folder, start_.sdk);
    layers_.push_back(rung_ == kNamespaces ? "namespaces:mount,pid,net,ipc,uts,cgroup"
                                           : "namespaces:user,mount,pid,net,ipc,uts,cgroup");
    layers_.push_back("private root");
  }
  set_limits(start_.limits);
  layers_.push_back("limits");
  if (rung_ != kUid) {  // there the plugin's folder has to become the root first
    drop_privileges(start_.uid);
    layers_.push_back(start_.uid != 0 ? "own user" : "server's user");
    layers_.push_back("no capabilities");
  }
  forbid_new_privileges();
  layers_.push_back("no_new_privs");
  if (landlock_version() > 0 && rung_ != kUid) {
    std::vector<std::string> readable = library_folders();
    readable.push_back(plugin_folder_);
    readable.push_back(sdk_folder_);
    restrict_by_landlock(readable);
    layers_.push_back("landlock:" + std::to_string(landlock_version()));
  }
}

void Box::shut() {
  if (rung_ == kUid) {
    must(::chroot(plugin_folder_.c_str()), "chroot");
    must(::chdir("/"), "chdir");
    plugin_folder_ = "/";
    drop_privileges(start_.uid);
    layers_.insert(layers_.end(), {"plugin folder as root", "own user", "no capabilities"});
  }
  filter_system_calls();
  layers_.push_back("seccomp");
}

}  // namespace qianqiao::host
