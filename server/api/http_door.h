// The HTTP door: listens, reads requests within their limits, asks the routes, answers. Everything
// that is not open asks for `Authorization: Bearer <key>`, the one API key of this server. Whoever
// holds it names the acting person in `X-Qianqiao-Actor`; the engine checks that person's
// appointments. Accounts replace this: then a session or key belongs to one person.
//
// Threads: Poco's, one per connection, up to kMostConnections; they share nothing but the Service.
// Connections that wait for their next request are dropped after kKeepAlive.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "server/api/service.h"
#include "server/api/timed_socket.h"
#include "workflows/base/result.h"

namespace qianqiao {

class HttpDoor {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8329";  // port 0: one that is free
    std::string api_key;
    RequestLimits limits = {};
  };
  static constexpr int kMostConnections = 256;
  static constexpr std::chrono::seconds kKeepAlive{5};

  // Errors: http.cannot_listen.
  static Result<std::unique_ptr<HttpDoor>> open(Service& service, const Options& options);
  ~HttpDoor();  // stops

  std::string address() const;  // "http://127.0.0.1:8329"

  // New requests are answered server.stopping; returns when those under way are answered, or after
  // `patience`. Then nothing is accepted any more.
  void stop(std::chrono::milliseconds patience = std::chrono::seconds(20));

 private:
  struct Parts;
  explicit HttpDoor(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// Does "127.0.0.1:8329" reach this machine only? What cannot be read does not.
bool is_loopback(const std::string& address);

}  // namespace qianqiao
