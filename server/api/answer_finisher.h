// Finishes the answers of commands once they are committed: one thread for all, woken once for a
// whole batch, so that neither the writing thread nor a thread for each command waits.
//
// Threads: add() from any; the work is done on one of its own.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "server/api/exchange.h"
#include "server/api/http_connection.h"

namespace qianqiao {

class AnswerFinisher {
 public:
  struct Committed {
    std::shared_ptr<HttpConnection> connection;
    std::shared_ptr<PendingAnswer> pending;
    Outcome outcome;
  };
  using Send = std::function<void(const std::shared_ptr<HttpConnection>&, Answer)>;

  explicit AnswerFinisher(Send send);
  ~AnswerFinisher();  // what was added is answered before

  // Does not block: called on the writing thread.
  void add(Committed committed);

 private:
  void work();
  void finish(std::vector<Committed>& batch);

  const Send send_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Committed> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace qianqiao
