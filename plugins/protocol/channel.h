// One end of the socketpair between the server and a plugin host, and its frames: four bytes of
// length, most significant first, then that many bytes of JSON. Each end says how large a frame
// may be; a larger one ends the conversation. Not thread-safe: one thread has a channel.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace qianqiao {

enum class ChannelProblem {
  kTimeout,   // the instant passed that the caller gave
  kClosed,    // the other end is gone
  kTooLarge,  // a frame beyond the cap: what follows cannot be told from it
};

class Channel {
 public:
  using Moment = std::optional<std::chrono::steady_clock::time_point>;  // none: wait for ever

  // Owns `descriptor`.
  Channel(int descriptor, std::size_t largest_frame)
      : descriptor_(descriptor), largest_frame_(largest_frame) {}
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  tl::expected<void, ChannelProblem> send(std::string_view frame, Moment until = {});
  tl::expected<std::string, ChannelProblem> receive(Moment until = {});

  int descriptor() const { return descriptor_; }
  void set_largest_frame(std::size_t bytes) { largest_frame_ = bytes; }
  // Has something come that nobody asked for, or has the other end gone?
  bool is_disturbed() const;

 private:
  tl::expected<void, ChannelProblem> read_at_least(std::size_t bytes, Moment until);
  tl::expected<void, ChannelProblem> wait(short events, Moment until) const;

  const int descriptor_;
  std::size_t largest_frame_;
  std::string unread_;
};

inline constexpr std::size_t kFrameHeaderBytes = 4;
inline constexpr std::size_t kLargestFrame = 4u << 20;  // no manifest may ask for more

// Is `json` nested no deeper than `most`? Asked of bytes before they are parsed.
bool is_nested_within(std::string_view json, int most);
inline constexpr int kDeepestMessage = 24;

}  // namespace qianqiao
