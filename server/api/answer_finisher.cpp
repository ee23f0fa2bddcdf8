#include "server/api/answer_finisher.h"

#include <exception>
#include <utility>

#include "server/api/log.h"

namespace qianqiao {

AnswerFinisher::AnswerFinisher(Send send) : send_(std::move(send)), thread_([this] { work(); }) {}

AnswerFinisher::~AnswerFinisher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void AnswerFinisher::add(Committed committed) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    was_empty = waiting_.empty();
    waiting_.push_back(std::move(committed));
  }
  if (was_empty) wake_.notify_one();
}

void AnswerFinisher::work() {
  while (true) {
    std::vector<Committed> batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
      batch.swap(waiting_);
      if (batch.empty()) return;
    }
    try {
      finish(batch);
    } catch (const std::exception& mistake) {  // their time limits take those connections away
      log_error("http.internal", {{"what", mistake.what()}});
    }
  }
}

void AnswerFinisher::finish(std::vector<Committed>& batch) {
  for (const Committed& one : batch) send_(one.connection, one.pending->finish(one.outcome));
}

}  // namespace qianqiao
