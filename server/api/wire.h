// The bytes of one client's connection, encrypted or not; never waits. Poco's sockets and TLS
// beneath.
//
// Threads: one at a time.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

#include <cstddef>

namespace qianqiao {

class Wire {
 public:
  // Takes the descriptor of an accepted, non-blocking socket. Without a context: not encrypted.
  Wire(int descriptor, const Poco::Net::Context::Ptr& context);

  enum class Outcome { kMoved, kWantsToRead, kWantsToWrite, kClosed };
  // kMoved: `moved` bytes, at least one. kWantsTo…: try again once the socket can.
  Outcome receive(char* buffer, std::size_t size, std::size_t& moved);
  Outcome send(const char* bytes, std::size_t size, std::size_t& moved);
  // Small answers go at once.
  void disable_delay();
  // Nothing more will be sent.
  void shut_down_sending();
  void close();

  int descriptor() const { return socket_.impl()->sockfd(); }
  bool is_encrypted() const { return encrypted_; }

 private:
  Outcome receive_encrypted(char* buffer, std::size_t size, std::size_t& moved);
  Outcome send_encrypted(const char* bytes, std::size_t size, std::size_t& moved);

  Poco::Net::StreamSocket socket_;
  const bool encrypted_;
};

}  // namespace qianqiao
