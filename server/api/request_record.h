// What the log and the metrics keep of one request: its route, status, duration, size and trace.
// Never its path, query, headers or body: those may name people.
//
// Belongs to one connection's thread, for one request.
#pragma once

#include <chrono>
#include <string_view>

#include "server/api/metrics.h"
#include "server/api/route_table.h"
#include "server/api/trace.h"

namespace qianqiao {

class RequestRecord {
 public:
  // The request's header is read; `traceparent` empty: it has none.
  RequestRecord(Metrics& metrics, std::string_view traceparent);

  void found(const Route* route) { route_ = route; }  // null: no such route
  // Tells the caller the trace: in a header, and in the body of a problem.
  void stamp(Answer& answer) const;
  // The answer is sent, or its client is gone.
  void finish(const Answer& answer);

 private:
  Metrics& metrics_;
  const Trace trace_;
  const std::chrono::steady_clock::time_point began_;
  const Route* route_ = nullptr;
};

}  // namespace qianqiao
