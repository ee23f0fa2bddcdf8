// Turns what Poco received into a Request: address, headers, then the body within its route's
// limit. Lives for one request, on the connection's thread.
#pragma once

#include <memory>
#include <string>

#include "server/api/exchange.h"
#include "server/api/route_table.h"
#include "workflows/base/result.h"

namespace Poco::Net {
class HTTPServerRequest;
}

namespace qianqiao {

class RequestReader {
 public:
  RequestReader(Poco::Net::HTTPServerRequest& source, std::string working_folder);
  ~RequestReader();  // removes an uploaded file
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Method, path, query, headers. Errors: http.bad_address.
  Result<Request> head();
  // Is the key in its Authorization header this one?
  bool has_key(const std::string& api_key) const;
  // Does it come from this machine, and not through a proxy on it?
  bool is_from_this_machine() const;
  // Reads the body into `request` as the route takes it.
  // Errors: http.content_type, http.too_large, http.timeout, http.upload_failed, http.no_body.
  Result<void> body(const Route& route, Request& request);
  // Has everything that was sent been read? If not, the connection cannot go on.
  bool is_drained() const { return drained_; }
  // Reads on for a moment, so that a client that is still sending gets to see the answer.
  void drain();

 private:
  Result<void> check_type(const Route& route, const Request& request) const;
  Result<void> to_memory(std::size_t limit, Request& request);
  Result<void> to_file(std::size_t limit, Request& request);
  template <class Sink>
  Result<void> copy(std::size_t limit, Sink sink);

  Poco::Net::HTTPServerRequest& source_;
  const std::string working_folder_;
  std::string upload_path_;
  bool drained_;
};

}  // namespace qianqiao
