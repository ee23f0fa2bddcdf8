#include "plugins/protocol/channel.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace qianqiao {
namespace {

using std::chrono::milliseconds;

Channel::Moment in(int ms) { return std::chrono::steady_clock::now() + milliseconds(ms); }

class ChannelTest : public testing::Test {
 protected:
  ChannelTest() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    here_.emplace(ends[0], 1000);
    there_.emplace(ends[1], kLargestFrame);
  }
  void write_raw(std::string_view bytes) {
    ASSERT_EQ(::write(there_->descriptor(), bytes.data(), bytes.size()),
              static_cast<ssize_t>(bytes.size()));
  }
  std::optional<Channel> here_, there_;
};

TEST_F(ChannelTest, FramesArriveWholeAndInOrder) {
  ASSERT_TRUE(there_->send("one"));
  ASSERT_TRUE(there_->send(""));
  ASSERT_TRUE(there_->send("three"));
  EXPECT_EQ(here_->receive(in(1000)).value(), "one");
  EXPECT_EQ(here_->receive(in(1000)).value(), "");
  EXPECT_EQ(here_->receive().value(), "three");
}

TEST_F(ChannelTest, AFrameInPiecesIsWaitedFor) {
  write_raw(std::string_view("\0\0\0\4ab", 6));
  std::thread later([&] { write_raw("cd"); });
  EXPECT_EQ(here_->receive(in(5000)).value(), "abcd");
  later.join();
}

TEST_F(ChannelTest, NothingWithinTheTimeIsATimeout) {
  EXPECT_EQ(here_->receive(in(1)).error(), ChannelProblem::kTimeout);
  write_raw(std::string_view("\0\0\0\4ab", 6));
  EXPECT_EQ(here_->receive(in(1)).error(), ChannelProblem::kTimeout);
}

TEST_F(ChannelTest, AFrameBeyondTheCapIsRefusedByItsHeader) {
  write_raw(std::string_view("\0\0\x03\xE9", 4));  // 1001
  EXPECT_EQ(here_->receive(in(1000)).error(), ChannelProblem::kTooLarge);
  EXPECT_EQ(there_->send(std::string(kLargestFrame + 1, 'x')).error(), ChannelProblem::kTooLarge);
}

TEST_F(ChannelTest, ALengthThatLooksNegativeIsTooLarge) {
  write_raw("\xFF\xFF\xFF\xFF");
  EXPECT_EQ(here_->receive(in(1000)).error(), ChannelProblem::kTooLarge);
}

TEST_F(ChannelTest, TheOtherEndGoneIsNoticed) {
  there_.reset();
  EXPECT_TRUE(here_->is_disturbed());
  EXPECT_EQ(here_->receive(in(1000)).error(), ChannelProblem::kClosed);
  // Whether a send fails is seen at once: nobody is there to read it, and no signal ends us.
  EXPECT_EQ(here_->send("x", in(1000)).error(), ChannelProblem::kClosed);
}

TEST_F(ChannelTest, WhoDoesNotReadIsNotWaitedForAnyLonger) {
  EXPECT_EQ(here_->send(std::string(kLargestFrame, 'x'), in(20)).error(), ChannelProblem::kTimeout);
}

TEST_F(ChannelTest, UnaskedMessagesDisturb) {
  EXPECT_FALSE(here_->is_disturbed());
  ASSERT_TRUE(there_->send("unasked"));
  EXPECT_TRUE(here_->is_disturbed());
  ASSERT_TRUE(there_->send("more"));
  ASSERT_TRUE(here_->receive(in(1000)));
  EXPECT_TRUE(here_->is_disturbed());
}

TEST(Nesting, IsCountedOutsideTexts) {
  EXPECT_TRUE(is_nested_within("[[1]]", 2));
  EXPECT_FALSE(is_nested_within("[[1]]", 1));
  EXPECT_TRUE(is_nested_within(R"(["[[[[\"[["])", 1));
  EXPECT_FALSE(is_nested_within(std::string(100'000, '['), kDeepestMessage));
}

}  // namespace
}  // namespace qianqiao
