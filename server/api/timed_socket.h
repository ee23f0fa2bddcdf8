// A listening socket whose connections must deliver each request within a total time, however
// steadily its bytes trickle, and within a number of bytes until the header is complete. Poco's
// own time limit starts anew with every byte, and its headers have no total size.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <chrono>
#include <optional>

namespace qianqiao {

struct RequestLimits {
  std::chrono::milliseconds header_time{10'000};
  std::size_t header_bytes = 64 * 1024;
};

// Belongs to one connection's thread.
class TimedSocketImpl final : public Poco::Net::StreamSocketImpl {
 public:
  using Poco::Net::SocketImpl::receiveBytes;
  TimedSocketImpl(poco_socket_t descriptor, const RequestLimits& limits);

  int receiveBytes(void* buffer, int length, int flags) override;

  // The header is read: the body may take this long in all, and counts its own bytes.
  void begin_body(std::chrono::milliseconds time_limit);
  // The request is read whole: the next byte begins another.
  void end_request();

 private:
  using Steady = std::chrono::steady_clock;
  const RequestLimits limits_;
  std::optional<Steady::time_point> deadline_;
  bool in_header_ = true;
  std::size_t header_bytes_ = 0;
};

class TimedServerSocket final : public Poco::Net::ServerSocket {
 public:
  explicit TimedServerSocket(const RequestLimits& limits);
};

}  // namespace qianqiao
