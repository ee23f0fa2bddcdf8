#include "server/api/timed_socket.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/SocketAddress.h>
#include <sys/socket.h>

#include <cerrno>

namespace qianqiao {
namespace {

class TimedServerSocketImpl final : public Poco::Net::ServerSocketImpl {
 public:
  explicit TimedServerSocketImpl(const RequestLimits& limits) : limits_(limits) {}

  Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& client) override {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    poco_socket_t descriptor = -1;
    do {
      descriptor =
          ::accept4(sockfd(), reinterpret_cast<sockaddr*>(&address), &length, SOCK_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) throw Poco::Net::NetException("accept", errno);
    client = Poco::Net::SocketAddress(reinterpret_cast<sockaddr*>(&address), length);
    return new TimedSocketImpl(descriptor, limits_);
  }

 private:
  const RequestLimits limits_;
};

}  // namespace

TimedSocketImpl::TimedSocketImpl(poco_socket_t descriptor, const RequestLimits& limits)
    : StreamSocketImpl(descriptor), limits_(limits) {}

int TimedSocketImpl::receiveBytes(void* buffer, int length, int flags) {
  if (!deadline_) deadline_ = Steady::now() + limits_.header_time;
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(*deadline_ - Steady::now());
  if (left.count() <= 0 || !poll(Poco::Timespan(left.count()), SELECT_READ))
    throw Poco::TimeoutException("the request took too long to arrive");
  const int received = StreamSocketImpl::receiveBytes(buffer, length, flags);
  if (in_header_ && received > 0) {
    header_bytes_ += static_cast<std::size_t>(received);
    if (header_bytes_ > limits_.header_bytes)
      throw Poco::Net::MessageException("the request's header is too large");
  }
  return received;
}

void TimedSocketImpl::begin_body(std::chrono::milliseconds time_limit) {
  in_header_ = false;
  deadline_ = Steady::now() + time_limit;
}

void TimedSocketImpl::end_request() {
  in_header_ = true;
  header_bytes_ = 0;
  deadline_.reset();
}

TimedServerSocket::TimedServerSocket(const RequestLimits& limits)
    : ServerSocket(new TimedServerSocketImpl(limits), true) {}

}  // namespace qianqiao
