#include "server/notify/exchange_limit.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <Poco/Exception.h>

#include <algorithm>
#include <cassert>
#include <system_error>

namespace qianqiao {

ExchangeLimit::ExchangeLimit(int limit_ms)
    : limit_ms_(limit_ms),
      end_(std::chrono::steady_clock::now() + std::chrono::milliseconds(limit_ms)) {}

ExchangeLimit::~ExchangeLimit() {
  if (watcher_.joinable()) {
    {
      const std::lock_guard lock(mutex_);
      is_finished_ = true;
    }
    finished_.notify_one();
    watcher_.join();
  }
  if (descriptor_ >= 0) ::close(descriptor_);
}

void ExchangeLimit::watch(const Poco::Net::StreamSocket& socket) {
  assert(descriptor_ < 0);
  descriptor_ = ::fcntl(socket.impl()->sockfd(), F_DUPFD_CLOEXEC, 0);
  if (descriptor_ < 0) throw Poco::SystemException("cannot duplicate a socket");
  try {
    watcher_ = std::thread([this] {
      std::unique_lock lock(mutex_);
      if (!finished_.wait_until(lock, end_, [this] { return is_finished_; }))
        ::shutdown(descriptor_, SHUT_RDWR);
    });
  } catch (const std::system_error& failure) {  // nobody to watch it: no connection
    ::close(descriptor_);
    descriptor_ = -1;
    throw Poco::SystemException("cannot start a thread", failure.what());
  }
}

Poco::Timespan ExchangeLimit::remaining() const {
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
      end_ - std::chrono::steady_clock::now());
  constexpr Poco::Timespan::TimeDiff kOneMillisecond = 1000;
  return Poco::Timespan(std::max<Poco::Timespan::TimeDiff>(left.count(), 0) + kOneMillisecond);
}

}  // namespace qianqiao
