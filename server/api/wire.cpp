#include "server/api/wire.h"

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SecureStreamSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace qianqiao {
namespace {

namespace net = Poco::Net;

// The server's side of a handshake, which begins with the first bytes that are asked for.
class TlsSocketImpl final : public net::SecureStreamSocketImpl {
 public:
  TlsSocketImpl(net::StreamSocketImpl* plain, const net::Context::Ptr& context)
      : SecureStreamSocketImpl(plain, context) {
    acceptSSL();
  }
};

net::StreamSocket make_socket(int descriptor, const net::Context::Ptr& context) {
  if (context.isNull()) return net::StreamSocket(new net::StreamSocketImpl(descriptor));
  net::StreamSocket plain(new net::StreamSocketImpl(descriptor));
  plain.setBlocking(false);
  auto* impl = static_cast<net::StreamSocketImpl*>(plain.impl());
  return net::StreamSocket(new TlsSocketImpl(impl, context));
}

Wire::Outcome outcome_of(ssize_t result, std::size_t& moved, Wire::Outcome wanted) {
  if (result > 0) {
    moved = static_cast<std::size_t>(result);
    return Wire::Outcome::kMoved;
  }
  const bool would_wait = result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
  return would_wait ? wanted : Wire::Outcome::kClosed;
}

int as_length(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

// Poco's answer where TLS did not move a byte.
Wire::Outcome outcome_of(int result, std::size_t& moved) {
  if (result > 0) {
    moved = static_cast<std::size_t>(result);
    return Wire::Outcome::kMoved;
  }
  if (result == net::SecureStreamSocket::ERR_SSL_WANT_READ) return Wire::Outcome::kWantsToRead;
  if (result == net::SecureStreamSocket::ERR_SSL_WANT_WRITE) return Wire::Outcome::kWantsToWrite;
  return Wire::Outcome::kClosed;
}

}  // namespace

Wire::Wire(int descriptor, const net::Context::Ptr& context)
    : socket_(make_socket(descriptor, context)), encrypted_(!context.isNull()) {}

Wire::Outcome Wire::receive(char* buffer, std::size_t size, std::size_t& moved) {
  if (encrypted_) return receive_encrypted(buffer, size, moved);
  return outcome_of(::recv(descriptor(), buffer, size, 0), moved, Outcome::kWantsToRead);
}

Wire::Outcome Wire::send(const char* bytes, std::size_t size, std::size_t& moved) {
  if (encrypted_) return send_encrypted(bytes, size, moved);
  return outcome_of(::send(descriptor(), bytes, size, MSG_NOSIGNAL), moved, Outcome::kWantsToWrite);
}

Wire::Outcome Wire::receive_encrypted(char* buffer, std::size_t size, std::size_t& moved) {
  try {
    return outcome_of(socket_.receiveBytes(buffer, as_length(size)), moved);
  } catch (const Poco::Exception&) {  // no TLS, or gone
    return Outcome::kClosed;
  }
}

Wire::Outcome Wire::send_encrypted(const char* bytes, std::size_t size, std::size_t& moved) {
  try {
    return outcome_of(socket_.sendBytes(bytes, as_length(size)), moved);
  } catch (const Poco::Exception&) {
    return Outcome::kClosed;
  }
}

void Wire::disable_delay() {
  const int on = 1;
  ::setsockopt(descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Wire::shut_down_sending() {
  try {
    socket_.shutdownSend();
  } catch (const Poco::Exception&) {  // it is gone
  }
}

void Wire::close() {
  try {
    socket_.close();
  } catch (const Poco::Exception&) {
  }
}

}  // namespace qianqiao
