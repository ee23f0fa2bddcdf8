#include "server/api/request_record.h"

#include <filesystem>

#include "server/api/log.h"

namespace qianqiao {
namespace {

std::uint64_t size_of(const Answer& answer) {
  if (answer.file_path.empty()) return answer.body.size();
  std::error_code gone;
  const auto size = std::filesystem::file_size(answer.file_path, gone);
  return gone ? 0 : size;
}

}  // namespace

RequestRecord::RequestRecord(Metrics& metrics, std::string_view traceparent)
    : metrics_(metrics),
      trace_(begin_trace(traceparent)),
      began_(std::chrono::steady_clock::now()) {}

void RequestRecord::stamp(Answer& answer) const {
  answer.headers.emplace_back("traceresponse", trace_.header());
  add_trace_id(answer, trace_.trace_id);
}

void RequestRecord::finish(const Answer& answer) {
  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began_);
  metrics_.count_request(route_, answer.status, duration);
  log_request({route_ == nullptr ? "" : route_->method, route_ == nullptr ? "" : route_->pattern,
               answer.status, duration, size_of(answer), trace_.trace_id, trace_.span_id,
               trace_.parent_id});
}

}  // namespace qianqiao
