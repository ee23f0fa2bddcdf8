// One plugin host from its start to its end: the process, its control group, the channel to it.
// Owned by one thread at a time.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugins/protocol/channel.h"
#include "plugins/protocol/messages.h"
#include "server/plugin_client/control_group.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct SandboxSettings {
  std::string host_program;  // qianqiao-plugin-host
  std::string sdk_folder;    // holds the package qianqiao
  // Of the ladder, best first; an operator may leave out those that are not good enough.
  std::vector<std::string> rungs = {"namespaces", "user-namespaces", "landlock-seccomp",
                                    "seccomp-uid"};
  // Each plugin of each county has a user of its own, counted from here; used by root only.
  unsigned first_uid = 870'000'000;
};

// The host program and the SDK where an installation has them: beside this program.
SandboxSettings installed_sandbox();

// How a host ended.
struct HostEnd {
  bool killed_by_us = false;
  int signal = 0;
  int exit_code = 0;
  std::chrono::milliseconds cpu{0};  // that it used
};

class HostProcess {
 public:
  // Errors: plugin.no_sandbox where the program cannot be started.
  static Result<std::unique_ptr<HostProcess>> start(const SandboxSettings& settings,
                                                    const protocol::Start& order);
  ~HostProcess();  // ends it
  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;

  Channel& channel() { return channel_; }
  const ControlGroup& group() const { return group_; }
  pid_t pid() const { return pid_; }

  HostEnd kill();
  // After the channel closed: how it ended of itself; killed where it does not within a moment.
  HostEnd await_end();

 private:
  HostProcess(pid_t pid, int descriptor, const protocol::Start& order);
  bool ends_within(std::chrono::milliseconds patience) const;
  HostEnd reap();

  pid_t pid_;  // 0: reaped
  Channel channel_;
  ControlGroup group_;
  bool killed_by_us_ = false;
  std::optional<HostEnd> end_;
};

}  // namespace qianqiao
