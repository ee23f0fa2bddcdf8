// A request and its answer as the routes see them: plain values, no socket. The HTTP door makes
// them from a connection; the command line makes them when it works on a directory of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/change_feed.h"
#include "server/api/viewer.h"
#include "server/engine/command.h"
#include "server/ports/store.h"
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
  Viewer viewer;                    // who asks
  std::string session_token = {};   // the cookie's, as it came
  PersonId actor;                   // who acts: the viewer's person
  std::string client_address = {};  // behind a trusted proxy: whom that saw; empty: no network
  bool from_this_machine = false;   // itself, not through a proxy on it
  bool secure = true;               // nobody on the way can read it
  std::string body;                 // of a route that takes JSON
  std::string upload_path;          // of a route that takes a file: where it lies
  // Of long work: (done, total); total 0 where it is not known. May be empty.
  std::function<void(std::uint64_t, std::uint64_t)> progress = {};

  std::map<std::string, std::string, std::less<>> path_values = {};  // {id} → "411502C000001"

  const std::string& path_value(std::string_view name) const;
  const std::string* parameter(std::string_view name) const;  // null: absent
};

// A command whose answer comes after its commit.
struct PendingAnswer;

struct Answer {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string file_path = {};                   // sent instead of `body`
  bool remove_file = false;                     // once it is sent
  std::optional<StreamOffer> stream = {};       // events follow for as long as the client stays
  std::shared_ptr<PendingAnswer> pending = {};  // the answer proper is still to come
};

struct PendingAnswer {
  Command command;
  std::function<Answer(const Accepted&)> describe;  // what was accepted, as an answer

  Answer finish(const Outcome& outcome) const;
};

// RFC 9457, in both languages.
Answer problem(const Error& error);
// The trace under which the log knows the request, into a problem's body; other answers stay.
void add_trace_id(Answer& answer, std::string_view trace_id);

}  // namespace qianqiao
