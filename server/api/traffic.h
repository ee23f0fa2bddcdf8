// Counts the requests under way, so that a stop can wait for them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace qianqiao {

class Traffic {
 public:
  bool enter() {  // false: no more
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    ++under_way_;
    return true;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    if (--under_way_ == 0 && stopping_) changed_.notify_all();
  }
  bool is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }
  // Lets nobody in any more; waits for those who are, no longer than `patience`.
  void stop(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.wait_for(lock, patience, [&] { return under_way_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int under_way_ = 0;
  bool stopping_ = false;
};

}  // namespace qianqiao
