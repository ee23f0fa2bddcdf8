// Turns the bytes of a connection into a Request as they arrive: address, headers, then the body
// within its route's limit. Lives for one request; one thread at a time.
#pragma once

#include <Poco/Net/HTTPRequest.h>

#include <fstream>
#include <optional>
#include <string>

#include "server/api/authenticator.h"
#include "server/api/body_decoder.h"
#include "server/api/exchange.h"
#include "server/api/http_limits.h"
#include "server/api/route_table.h"
#include "workflows/base/result.h"

namespace qianqiao {

class RequestReader {
 public:
  explicit RequestReader(const HttpLimits& limits) : limits_(limits) {}
  ~RequestReader();  // removes an uploaded file
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Takes a whole head out of `in`, and fills request(). False: it is not all there yet.
  // Errors: http.malformed, http.head_too_large, http.bad_address.
  Result<bool> take_head(std::string& in);

  // How the body is to be taken. Errors: http.content_type, http.too_large, http.no_body,
  // http.upload_failed.
  Result<void> begin_body(const Route& route, const std::string& working_folder);
  // Takes what has come of it out of `in`. True: it is whole.
  // Errors: http.malformed, http.too_large, http.upload_failed.
  Result<bool> take_body(std::string& in);

  // From take_head on.
  Request& request() { return request_; }
  std::string header(const char* name) const;  // empty: absent
  // What it brought to say who asks; after client_address and secure are known.
  Presented presented();
  bool announces_body() const { return body_.has_value(); }
  bool expects_continue() const;
  bool keeps_alive() const { return head_.getKeepAlive(); }
  bool is_old() const { return head_.getVersion() == Poco::Net::HTTPMessage::HTTP_1_0; }
  bool is_head() const { return head_.getMethod() == Poco::Net::HTTPRequest::HTTP_HEAD; }

 private:
  Result<void> check_framing();
  Result<void> fill();
  Result<void> check_type(const Route& route) const;
  Result<void> keep(std::string_view bytes);

  const HttpLimits& limits_;
  Poco::Net::HTTPRequest head_;
  Request request_;
  std::optional<BodyDecoder> body_;  // none: no body was announced
  std::optional<std::uint64_t> length_;
  std::size_t searched_ = 0;  // of a head that is not all there
  std::size_t limit_ = 0, taken_ = 0;
  std::string upload_path_;
  std::ofstream file_;
};

}  // namespace qianqiao
