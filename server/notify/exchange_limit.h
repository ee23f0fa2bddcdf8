// The time that one whole exchange may take by the wall clock, from the first connect to the last
// byte. Time limits on sockets start anew with every byte, so a peer that trickles could hold the
// courier for hours; here a watcher shuts the connection when the time is up, and whatever blocks
// on it (TLS included) returns. Owned by one exchange; outlives its socket.
#pragma once

#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace qianqiao {

class ExchangeLimit {
 public:
  explicit ExchangeLimit(int limit_ms);
  ~ExchangeLimit();
  ExchangeLimit(const ExchangeLimit&) = delete;
  ExchangeLimit& operator=(const ExchangeLimit&) = delete;

  void watch(const Poco::Net::StreamSocket& socket);  // once
  bool is_over() const { return std::chrono::steady_clock::now() >= end_; }
  // Never zero, which would mean "for ever" to a socket; rounded up, so that whatever waits so long
  // finds the time over.
  Poco::Timespan remaining() const;
  int limit_ms() const { return limit_ms_; }

 private:
  const int limit_ms_;
  const std::chrono::steady_clock::time_point end_;
  int descriptor_ = -1;  // a duplicate of the socket's: closing the socket cannot hand it to others
  std::mutex mutex_;
  std::condition_variable finished_;
  bool is_finished_ = false;
  std::thread watcher_;
};

}  // namespace qianqiao
