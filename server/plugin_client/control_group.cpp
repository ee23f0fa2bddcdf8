#include "server/plugin_client/control_group.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>

#include "server/plugin_client/abandoned_groups.h"

namespace qianqiao {
namespace {

constexpr char kMount[] = "/sys/fs/cgroup";
// The warden, the host, and what a moment of starting may need.
constexpr char kMostProcesses[] = "4";
// Python's own on top of what the plugin may use of address space is never more.
constexpr int kSpareMib = 32;
constexpr std::chrono::seconds kAbandonedAfter{10};

bool write_to(const std::string& file, const std::string& value) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool written =
      ::write(descriptor, value.data(), value.size()) == static_cast<ssize_t>(value.size());
  ::close(descriptor);
  return written;
}

std::string unique_name() {
  static std::atomic<unsigned> count{0};
  return kGroupPrefix + std::to_string(::getpid()) + "-" + std::to_string(++count);
}

std::string bytes_of(int mib) { return std::to_string(static_cast<long long>(mib) << 20); }

}  // namespace

ControlGroup::ControlGroup(int memory_mib) {
  const std::string name = unique_name();
  std::ifstream groups("/proc/self/cgroup");  // 4:memory:/system.slice, 0::/system.slice
  for (std::string line; std::getline(groups, line);) {
    std::stringstream fields(line);
    std::string hierarchy, controllers, own;
    if (!std::getline(fields, hierarchy, ':') || !std::getline(fields, controllers, ':') ||
        !std::getline(fields, own))
      continue;
    if (own == "/") own.clear();
    if (controllers.empty())
      make_version_2(own, name, memory_mib);
    else if (controllers == "memory" || controllers == "pids" || controllers.starts_with("cpu"))
      make_version_1(controllers, own, name, memory_mib);
  }
}

void ControlGroup::make_version_1(const std::string& controller, const std::string& own,
                                  const std::string& name, int memory_mib) {
  if (controller == "cpuset" || controller == "cpuacct") return;
  const std::string parent = std::string(kMount) + "/" + controller + own;
  const std::string folder = parent + "/" + name;
  remove_abandoned_groups(parent, kAbandonedAfter);
  if (::mkdir(folder.c_str(), 0755) != 0) return;
  folders_.push_back(folder);
  bool limited = false;
  if (controller == "memory")
    limited = write_to(folder + "/memory.limit_in_bytes", bytes_of(memory_mib + kSpareMib));
  else if (controller == "pids")
    limited = write_to(folder + "/pids.max", kMostProcesses);
  else
    limited = write_to(folder + "/cpu.shares", "100");
  if (limited) controllers_.push_back(controller);
}

void ControlGroup::make_version_2(const std::string& own, const std::string& name, int memory_mib) {
  const std::string parent = kMount + own;
  const std::string folder = parent + "/" + name;
  if (::access((parent + "/cgroup.subtree_control").c_str(), W_OK) != 0) return;
  remove_abandoned_groups(parent, kAbandonedAfter);
  // Refused where processes live in the parent itself and nobody delegated it.
  for (const char* controller : {"+memory", "+pids", "+cpu"})
    write_to(parent + "/cgroup.subtree_control", controller);
  if (::mkdir(folder.c_str(), 0755) != 0) return;
  folders_.push_back(folder);
  if (write_to(folder + "/memory.max", bytes_of(memory_mib + kSpareMib))) {
    write_to(folder + "/memory.swap.max", "0");
    controllers_.push_back("memory");
  }
  if (write_to(folder + "/pids.max", kMostProcesses)) controllers_.push_back("pids");
  if (write_to(folder + "/cpu.weight", "10")) controllers_.push_back("cpu");
}

// What its host left dying is removed later.
ControlGroup::~ControlGroup() {
  for (const std::string& folder : folders_) ::rmdir(folder.c_str());
}

void ControlGroup::add(pid_t process) {
  for (const std::string& folder : folders_)
    write_to(folder + "/cgroup.procs", std::to_string(process));
}

}  // namespace qianqiao
