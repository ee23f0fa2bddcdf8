#include "plugins/protocol/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace qianqiao {
namespace {

std::array<char, kFrameHeaderBytes> header_of(std::size_t bytes) {
  return {static_cast<char>(bytes >> 24), static_cast<char>(bytes >> 16),
          static_cast<char>(bytes >> 8), static_cast<char>(bytes)};
}

std::size_t length_in(std::string_view header) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < kFrameHeaderBytes; ++i)
    length = length << 8 | static_cast<unsigned char>(header[i]);
  return length;
}

}  // namespace

Channel::~Channel() { ::close(descriptor_); }

tl::expected<void, ChannelProblem> Channel::wait(short events, Moment until) const {
  for (;;) {
    int timeout_ms = -1;
    if (until) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(*until - std::chrono::steady_clock::now());
      if (left.count() <= 0) return tl::unexpected(ChannelProblem::kTimeout);
      timeout_ms = static_cast<int>(std::min<std::int64_t>(left.count(), 3'600'000));
    }
    pollfd one{descriptor_, events, 0};
    if (::poll(&one, 1, timeout_ms) > 0) return {};
  }
}

tl::expected<void, ChannelProblem> Channel::send(std::string_view frame, Moment until) {
  if (frame.size() > kLargestFrame) return tl::unexpected(ChannelProblem::kTooLarge);
  // Header and frame leave in one call: two would wake the other end twice.
  const auto header = header_of(frame.size());
  std::string bytes(header.data(), header.size());
  bytes.append(frame);
  std::string_view left = bytes;
  while (!left.empty()) {
    const ssize_t sent =
        ::send(descriptor_, left.data(), left.size(), MSG_NOSIGNAL | (until ? MSG_DONTWAIT : 0));
    if (sent >= 0) {
      left.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto ready = wait(POLLOUT, until); !ready) return ready;
    } else if (errno != EINTR) {
      return tl::unexpected(ChannelProblem::kClosed);
    }
  }
  return {};
}

tl::expected<void, ChannelProblem> Channel::read_at_least(std::size_t bytes, Moment until) {
  std::array<char, 1 << 16> part;
  while (unread_.size() < bytes) {
    const ssize_t got = ::recv(descriptor_, part.data(), part.size(), until ? MSG_DONTWAIT : 0);
    if (got > 0) {
      unread_.append(part.data(), static_cast<std::size_t>(got));
    } else if (got == 0) {
      return tl::unexpected(ChannelProblem::kClosed);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto ready = wait(POLLIN, until); !ready) return ready;
    } else if (errno != EINTR) {
      return tl::unexpected(ChannelProblem::kClosed);
    }
    // Who keeps sending is not waited for beyond the instant either.
    if (until && unread_.size() < bytes && std::chrono::steady_clock::now() >= *until)
      return tl::unexpected(ChannelProblem::kTimeout);
  }
  return {};
}

tl::expected<std::string, ChannelProblem> Channel::receive(Moment until) {
  if (auto header = read_at_least(kFrameHeaderBytes, until); !header)
    return tl::unexpected(header.error());
  const std::size_t length = length_in(unread_);
  if (length > largest_frame_) return tl::unexpected(ChannelProblem::kTooLarge);
  if (auto body = read_at_least(kFrameHeaderBytes + length, until); !body)
    return tl::unexpected(body.error());
  std::string frame = unread_.substr(kFrameHeaderBytes, length);
  unread_.erase(0, kFrameHeaderBytes + length);
  return frame;
}

bool Channel::is_disturbed() const {
  pollfd one{descriptor_, POLLIN, 0};
  return !unread_.empty() || ::poll(&one, 1, 0) != 0;
}

bool is_nested_within(std::string_view json, int most) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      if (++depth > most) return false;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

}  // namespace qianqiao
