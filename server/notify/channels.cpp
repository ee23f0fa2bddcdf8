#include "server/notify/channels.h"

#include <utility>

#include "server/notify/notify_error.h"

namespace qianqiao {

void Channels::add(std::string channel, std::unique_ptr<Notifier> notifier) {
  notifiers_[std::move(channel)] = std::move(notifier);
}

Result<Delivery> Channels::send(const MessageRow& message, Instant now) {
  // "plugin:wecom-robot/wecom": the part before the colon says who sends it.
  const std::string_view channel = message.channel;
  const auto found = notifiers_.find(channel.substr(0, channel.find(':')));
  if (found != notifiers_.end()) return found->second->send(message, now);
  return fail(misconfigured({"通知渠道“" + message.channel + "”没有配置",
                             "the channel '" + message.channel + "' is not set up"}));
}

Result<Delivery> InboxNotifier::send(const MessageRow&, Instant) {
  return Delivery{.delivered = true};
}

}  // namespace qianqiao
