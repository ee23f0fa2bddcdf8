// The HTTP door: listens, takes connections within their limits, answers what the routes say.
// Everything that is not open asks for `Authorization: Bearer <key>`, the one API key of this
// server. Whoever holds it names the acting person in `X-Qianqiao-Actor`; the engine checks that
// person's appointments. Accounts replace this: then a session or key belongs to one person.
//
// Poco's sockets, TLS and messages; not its thread for each connection. A connection that waits for
// its client (idle, sending or reading slowly) waits in one epoll set and costs no thread; the
// threads of the pool run handlers, which may wait for a commit.
//
// Threads: `limits.threads` with small stacks, and one that accepts, looks after time limits and
// streams.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "server/api/http_limits.h"
#include "server/api/service.h"
#include "server/api/tls.h"
#include "workflows/base/result.h"

namespace qianqiao {

class HttpDoor {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8329";  // port 0: one that is free
    std::string api_key;
    TlsFiles tls = {};  // empty: plain HTTP, on loopback or behind a proxy only
    std::vector<std::string> trusted_proxies = {};
    HttpLimits limits = {};
    std::string web_root = {};  // of the web application; empty or absent: none
  };

  // Errors: http.cannot_listen, http.plain_listen, http.bad_proxy, tls.unusable,
  // web.unreadable.
  static Result<std::unique_ptr<HttpDoor>> open(Service& service, const Options& options);
  ~HttpDoor();  // stops; waits for handlers that are still at work

  std::string address() const;  // "http://127.0.0.1:8329"

  // Nothing new is accepted or begun (server.stopping); returns when what is under way is answered,
  // or after `patience`.
  void stop(std::chrono::milliseconds patience = std::chrono::seconds(20));

 private:
  struct Parts;
  explicit HttpDoor(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace qianqiao
