// A request and its answer as the routes see them: plain values, no socket. The HTTP door makes
// them from a connection; the command line makes them when it works on a directory of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/base/error.h"
#include "workflows/base/ids.h"

namespace qianqiao {

struct Request {
  std::string method;                                      // "GET", "POST"; HEAD arrives as GET
  std::string path;                                        // percent-encoded, without query
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::optional<std::string> content_type;
  std::optional<std::string> idempotency_key;
  std::optional<std::string> if_match;
  PersonId actor;           // who acts; empty: not named
  std::string body;         // of a route that takes JSON
  std::string upload_path;  // of a route that takes a file: where it lies
  // Of long work: (done, total); total 0 where it is not known. May be empty.
  std::function<void(std::uint64_t, std::uint64_t)> progress = {};

  std::map<std::string, std::string, std::less<>> path_values = {};  // {id} → "411502C000001"

  const std::string& path_value(std::string_view name) const;
  const std::string* parameter(std::string_view name) const;  // null: absent
};

struct Answer {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string file_path = {};  // sent instead of `body`
  bool remove_file = false;    // once it is sent
};

// RFC 9457, in both languages.
Answer problem(const Error& error);
// The trace under which the log knows the request, into a problem's body; other answers stay.
void add_trace_id(Answer& answer, std::string_view trace_id);

}  // namespace qianqiao
