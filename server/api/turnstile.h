// Lets a few threads at a time look for work and do it: more than the machine has cores only get in
// each other's way. Who is about to wait for something else gives its place to another meanwhile.
//
// Threads: any.
#pragma once

#include <condition_variable>
#include <mutex>

namespace qianqiao {

class Turnstile {
 public:
  explicit Turnstile(int places) : free_(places) {}

  // A thread's place, from its making to its end.
  class Place {
   public:
    explicit Place(Turnstile& turnstile) : turnstile_(turnstile) {
      of_this_thread() = this;
      take();
    }
    ~Place() {
      give_up();
      of_this_thread() = nullptr;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    void take() {  // waits for one
      if (held_) return;
      std::unique_lock lock(turnstile_.mutex_);
      turnstile_.freed_.wait(lock, [this] { return turnstile_.free_ > 0; });
      --turnstile_.free_;
      held_ = true;
    }
    void give_up() {
      if (!held_) return;
      held_ = false;
      {
        const std::lock_guard lock(turnstile_.mutex_);
        ++turnstile_.free_;
      }
      turnstile_.freed_.notify_one();
    }
    static Place*& of_this_thread() {
      thread_local Place* place = nullptr;
      return place;
    }

   private:
    Turnstile& turnstile_;
    bool held_ = false;
  };

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  int free_;
};

}  // namespace qianqiao
