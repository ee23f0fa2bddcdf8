// The conversation of a host with its server once the box is shut: loads the plugin, answers calls,
// passes on what the plugin asks for. Private to this folder.
#pragma once

#include "plugins/host/box.h"
#include "plugins/protocol/channel.h"

namespace qianqiao::host {

class PluginSession {
 public:
  PluginSession(Channel& channel, const Box& box, const protocol::HostLimits& limits);
  // Until the server closes the channel. The exit code of the host.
  int live();

  // What plugin code asks for while it runs.
  void log(const std::string& level, const std::string& text);
  nlohmann::json ask(const std::string& what, nlohmann::json with);  // throws Denied, AskFailed

  static PluginSession* current();  // the one of this process
  std::size_t largest_message() const { return largest_message_; }

 private:
  void tell(const nlohmann::json& message);
  bool load();
  void answer(const nlohmann::json& call);

  Channel& channel_;
  const Box& box_;
  const std::size_t largest_message_;
  std::int64_t asks_ = 0;
};

inline constexpr int kOutOfMemory = 70;  // exit codes of the host
inline constexpr int kBroken = 71;

}  // namespace qianqiao::host
