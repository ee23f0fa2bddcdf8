// One call of a hook on one host: sends it, serves what the plugin asks for meanwhile, takes the
// answer or learns how it failed. What a host says is believed only as far as it was checked.
#pragma once

#include "server/plugin_client/host_process.h"
#include "server/plugin_client/plugin_folder.h"
#include "server/ports/plugin_services.h"

namespace qianqiao {

struct CallOutcome {
  std::optional<HookFailure> failure;
  Error error{};
  std::string verdict{};
  std::vector<HookLogLine> logs{};
  bool host_is_sound = false;  // it may be called again
};

class Conversation {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  Conversation(HostProcess& host, const PluginName& plugin, const Manifest& manifest,
               PluginServices& services)
      : host_(host), plugin_(plugin), manifest_(manifest), services_(services) {}

  // Until the plugin is loaded and declares what its manifest says.
  CallOutcome load(Moment until);
  CallOutcome call(const protocol::Call& call, const std::vector<SubjectId>& subjects,
                   Moment until);

  // As the host told before any plugin code ran.
  const protocol::Boxed& boxed() const { return boxed_; }

 private:
  CallOutcome failed(HookFailure failure, const char* code, const std::string& what);
  CallOutcome ended();                       // the channel closed
  CallOutcome lost(ChannelProblem problem);  // nothing more can be heard
  CallOutcome refused(protocol::RefusalKind kind, const std::string& text);
  CallOutcome check_hooks(const protocol::Ready& ready);
  // The next message that is neither a log line nor a question: those are dealt with. None: there
  // is a message.
  std::optional<CallOutcome> hear(protocol::HostMessage& message, Moment until);
  protocol::Reply reply_to(const protocol::Ask& ask, Moment until);
  protocol::Reply reply_to(const protocol::Ask& ask, const protocol::Http& http, Moment until);

  HostProcess& host_;
  const PluginName& plugin_;
  const Manifest& manifest_;
  PluginServices& services_;
  protocol::Boxed boxed_;
  std::vector<HookLogLine> logs_;
  int messages_ = 0;
  int requests_ = 0;
};

inline constexpr int kMostMessages = 2'000;  // of one call, whatever they say
inline constexpr std::size_t kMostLogLines = 200;

}  // namespace qianqiao
