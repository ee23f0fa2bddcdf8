#include "server/api/exchange.h"

#include <nlohmann/json.hpp>

namespace qianqiao {

const std::string& Request::path_value(std::string_view name) const {
  static const std::string none;
  const auto found = path_values.find(name);
  return found == path_values.end() ? none : found->second;
}

const std::string* Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return &value;
  return nullptr;
}

Answer PendingAnswer::finish(const Outcome& outcome) const {
  return outcome ? describe(*outcome) : problem(outcome.error());
}

namespace {
constexpr char kProblemType[] = "application/problem+json; charset=utf-8";
}

Answer problem(const Error& error) {
  const ErrorDescription words = describe(error);
  nlohmann::ordered_json body = {{"type", "urn:qianqiao:problem:" + error.code},
                                 {"title", words.title.zh},
                                 {"title_en", words.title.en},
                                 {"status", words.http_status},
                                 {"detail", words.advice.zh},
                                 {"detail_en", words.advice.en},
                                 {"code", error.code}};
  if (!error.allowed_events.empty()) body["allowed_events"] = error.allowed_events;
  Answer answer;
  answer.status = words.http_status;
  answer.content_type = kProblemType;
  // What a client sent comes back in the detail; it need not be UTF-8.
  answer.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return answer;
}

void add_trace_id(Answer& answer, std::string_view trace_id) {
  if (answer.content_type != kProblemType || !answer.body.ends_with('}')) return;
  answer.body.pop_back();
  answer.body += R"(,"trace_id":")";
  answer.body += trace_id;
  answer.body += R"("})";
}

}  // namespace qianqiao
