// qianqiao-plugin-host: runs one plugin of one county in a sandbox. It is started by the server,
// which talks to it over descriptor 3 (plugins/protocol/messages.h); it has no options, and none of
// the sandbox can be turned off.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "plugins/host/box_error.h"
#include "plugins/host/interpreter.h"
#include "plugins/host/plugin_session.h"
#include "plugins/host/privileges.h"
#include "plugins/host/warden.h"
#include "plugins/protocol/channel.h"

namespace qianqiao::host {
namespace {

using Json = nlohmann::json;

void say_failed(Channel& channel, const char* at, const std::string& text) {
  (void)channel.send(
      Json{{"say", "failed"}, {"at", at}, {"kind", "refusal"}, {"text", text.substr(0, 2000)}}.dump(
          -1, ' ', false, Json::error_handler_t::replace));
}

// The server is believed: a frame that cannot be read ends the host by its exception.
protocol::Start read_start(const std::string& frame) {
  const Json json = Json::parse(frame);
  const Json& limits = json.at("limits");
  protocol::Start start;
  json.at("rungs").get_to(start.rungs);
  json.at("folder").get_to(start.folder);
  json.at("sdk").get_to(start.sdk);
  json.at("uid").get_to(start.uid);
  limits.at("memory_mib").get_to(start.limits.memory_mib);
  limits.at("cpu_seconds").get_to(start.limits.cpu_seconds);
  limits.at("open_files").get_to(start.limits.open_files);
  limits.at("message_kib").get_to(start.limits.message_kib);
  return start;
}

// Inside the box.
int live(Channel& channel, Box& box, const protocol::HostLimits& limits) {
  try {
    start_python(box);
    import_before_shutting(box);
  } catch (const std::exception& error) {
    say_failed(channel, "python", error.what());
    return 1;
  }
  try {
    box.shut();
  } catch (const BoxError& error) {
    say_failed(channel, "sandbox", error.what());
    return 1;
  }
  // No end of Python's: it would run what the plugin left to be run.
  ::_exit(PluginSession(channel, box, limits).live());
}

int run() {
  ::signal(SIGPIPE, SIG_IGN);
  close_all_but_the_channel();
  Channel channel(kChannelDescriptor, kLargestFrame);
  const auto frame = channel.receive();
  if (!frame) return 1;
  const protocol::Start start = read_start(*frame);
  return run_in_box(
      start, [&](Box& box) { return live(channel, box, start.limits); },
      [&](const std::string& why) { say_failed(channel, "sandbox", why); });
}

}  // namespace
}  // namespace qianqiao::host

int main(int argc, char**) {
  if (argc > 1 || ::fcntl(qianqiao::host::kChannelDescriptor, F_GETFD) < 0) {
    std::fputs("由 qianqiao 服务器启动，不能单独运行 / started by qianqiao, not by hand\n", stderr);
    return 2;
  }
  return qianqiao::host::run();
}
