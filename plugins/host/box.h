// The sandbox of a plugin host, put on in two halves with Python's start between them, and the
// ladder of fallbacks:
//
//   namespaces         root: own mount, pid, net, ipc, uts and cgroup namespaces, own uid
//   user-namespaces    an ordinary user: the same within a user namespace
//   landlock-seccomp   no namespaces to be had: Landlock keeps files and ports away
//   seccomp-uid        root on a kernel without Landlock: own uid, the plugin's folder as root
//
// Every rung has limits, closed descriptors, no capabilities, no_new_privs and the system call
// filter; Landlock wherever the kernel has it. Below the last rung nothing is run.
// Throws BoxError.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/protocol/messages.h"

namespace qianqiao::host {

class Box {
 public:
  Box(std::string rung, const protocol::Start& start);

  static bool is_rung(std::string_view name);
  // Flags of clone() for the process that goes into the box.
  static int namespaces_of(std::string_view rung);
  // Why this process cannot take the rung; empty: it may try.
  static std::string obstacle(std::string_view rung, const protocol::Start& start);

  void enter();  // before Python starts
  void shut();   // after it has imported what needs native code; before plugin code

  // As seen from within the box, once it is entered.
  const std::string& plugin_folder() const { return plugin_folder_; }
  const std::string& sdk_folder() const { return sdk_folder_; }
  // Can Python still read its library once the box is shut?
  bool keeps_library() const { return rung_ != "seccomp-uid"; }
  const std::string& rung() const { return rung_; }
  const std::vector<std::string>& layers() const { return layers_; }  // in force, by name

 private:
  const std::string rung_;
  const protocol::Start& start_;
  std::string plugin_folder_;
  std::string sdk_folder_;
  std::vector<std::string> layers_;
};

}  // namespace qianqiao::host
