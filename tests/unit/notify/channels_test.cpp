#include "server/notify/channels.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

class RecordingNotifier : public Notifier {
 public:
  RecordingNotifier(std::vector<std::string>& sent, Result<Delivery> answer)
      : sent_(sent), answer_(std::move(answer)) {}
  Result<Delivery> send(const MessageRow& message, Instant) override {
    sent_.push_back(message.stable_id);
    return answer_;
  }

 private:
  std::vector<std::string>& sent_;
  Result<Delivery> answer_;
};

MessageRow message_for(const std::string& channel) {
  MessageRow message;
  message.stable_id = "msg_" + channel;
  message.channel = channel;
  return message;
}

TEST(Channels, EachMessageGoesToItsChannelOnly) {
  std::vector<std::string> mails, hooks;
  Channels channels;
  channels.add("email", std::make_unique<RecordingNotifier>(mails, Delivery{false}));
  channels.add("webhook", std::make_unique<RecordingNotifier>(hooks, fail("notify.refused")));
  channels.add("inbox", std::make_unique<InboxNotifier>());

  const auto mail = channels.send(message_for("email"), Instant{});
  ASSERT_TRUE(mail);
  EXPECT_FALSE(mail->delivered);
  const auto hook = channels.send(message_for("webhook"), Instant{});
  ASSERT_FALSE(hook);
  EXPECT_EQ(hook.error().code, "notify.refused");
  const auto inbox = channels.send(message_for("inbox"), Instant{});
  ASSERT_TRUE(inbox);
  EXPECT_TRUE(inbox->delivered);
  EXPECT_EQ(mails, std::vector<std::string>{"msg_email"});
  EXPECT_EQ(hooks, std::vector<std::string>{"msg_webhook"});
}

TEST(Channels, ThePartBeforeTheColonSaysWhoSends) {
  std::vector<std::string> sent;
  Channels channels;
  channels.add("plugin", std::make_unique<RecordingNotifier>(sent, Delivery{true}));
  EXPECT_TRUE(channels.send(message_for("plugin:robot/wecom"), Instant{}));
  EXPECT_FALSE(channels.send(message_for("plugins:robot/wecom"), Instant{}));
  EXPECT_EQ(sent, std::vector<std::string>{"msg_plugin:robot/wecom"});
}

TEST(Channels, AChannelThatIsNotSetUpIsNamed) {
  Channels channels;
  const auto sent = channels.send(message_for("sms"), Instant{});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "notify.misconfigured");
  EXPECT_NE(describe(sent.error()).advice.zh.find("sms"), std::string::npos);
}

}  // namespace
}  // namespace qianqiao
