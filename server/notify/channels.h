// The router: hands each message to the notifier of its channel. Owns the notifiers.
// Threads: add() before the first send(); then as safe as the notifiers are.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "server/ports/notifier.h"

namespace qianqiao {

class Channels final : public Notifier {
 public:
  void add(std::string channel, std::unique_ptr<Notifier> notifier);  // replaces an earlier one
  // Errors: notify.misconfigured where the channel is not set up; else those of its notifier.
  Result<Delivery> send(const MessageRow& message, Instant now) override;

 private:
  std::map<std::string, std::unique_ptr<Notifier>, std::less<>> notifiers_;
};

// The inbox on screen: the stored message is the delivery itself.
class InboxNotifier final : public Notifier {
 public:
  Result<Delivery> send(const MessageRow& message, Instant now) override;
};

}  // namespace qianqiao
