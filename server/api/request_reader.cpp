#include "server/api/request_reader.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/MediaType.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/URI.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "server/api/api_key.h"
#include "server/api/timed_socket.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr std::chrono::seconds kJsonTime{20}, kDrainTime{2};
constexpr std::chrono::minutes kUploadTime{10};
constexpr std::size_t kDrainBytes = 8 * 1024 * 1024;

std::optional<std::string> header(const Poco::Net::HTTPServerRequest& source, const char* name) {
  if (!source.has(name)) return std::nullopt;
  return source.get(name);
}

TimedSocketImpl* timed_socket(Poco::Net::HTTPServerRequest& source) {
  auto* request = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&source);
  return request == nullptr ? nullptr : dynamic_cast<TimedSocketImpl*>(request->socket().impl());
}

bool announces_body(const Poco::Net::HTTPServerRequest& source) {
  return source.getChunkedTransferEncoding() ||
         (source.hasContentLength() && source.getContentLength64() != 0);
}

}  // namespace

RequestReader::RequestReader(Poco::Net::HTTPServerRequest& source, std::string working_folder)
    : source_(source),
      working_folder_(std::move(working_folder)),
      drained_(!announces_body(source)) {}

RequestReader::~RequestReader() {
  if (!upload_path_.empty()) std::remove(upload_path_.c_str());
}

Result<Request> RequestReader::head() {
  Request request;
  request.method = source_.getMethod() == "HEAD" ? "GET" : source_.getMethod();
  try {
    const Poco::URI address(source_.getURI());
    const std::string& whole = source_.getURI();
    request.path = whole.substr(0, whole.find_first_of("?#"));
    request.query = address.getQueryParameters();
  } catch (const Poco::Exception&) {
    return fail("http.bad_address");
  }
  if (!request.path.starts_with('/')) return fail("http.bad_address");
  request.content_type = header(source_, "Content-Type");
  request.idempotency_key = header(source_, "Idempotency-Key");
  request.if_match = header(source_, "If-Match");
  request.actor = header(source_, "X-Qianqiao-Actor").value_or("");
  return request;
}

bool RequestReader::has_key(const std::string& api_key) const {
  const std::string given = header(source_, "Authorization").value_or("");
  constexpr std::string_view kScheme = "Bearer ";
  if (!given.starts_with(kScheme)) return false;
  return is_same_key(api_key, trim(std::string_view(given).substr(kScheme.size())));
}

bool RequestReader::is_from_this_machine() const {
  return source_.clientAddress().host().isLoopback() && !source_.has("X-Forwarded-For") &&
         !source_.has("Forwarded") && !source_.has("X-Real-IP");
}

Result<void> RequestReader::check_type(const Route& route, const Request& request) const {
  const Poco::Net::MediaType type(request.content_type.value_or(""));
  const auto refuse = [&](const char* wanted) {
    return fail("http.content_type",
                {{"given", request.content_type.value_or("-")}, {"wanted", wanted}});
  };
  if (route.body == BodyKind::kUpload) {
    // A form would have to be unpacked; the file itself is the body.
    if (type.matches("multipart")) return refuse("text/csv, application/octet-stream");
    return {};
  }
  const std::string charset =
      type.hasParameter("charset") ? to_upper_ascii(type.getParameter("charset")) : "UTF-8";
  if (!type.matches("application", "json") || charset != "UTF-8") return refuse("application/json");
  return {};
}

Result<void> RequestReader::body(const Route& route, Request& request) {
  if (route.body == BodyKind::kNone)
    return drained_ ? Result<void>()
                    : fail("http.no_body", {{"route", std::string(route.pattern)}});
  if (auto fine = check_type(route, request); !fine) return fine;
  const auto limit = static_cast<Poco::Int64>(route.body_limit);
  if (source_.hasContentLength() && source_.getContentLength64() > limit)
    return fail("http.too_large", {{"limit_kib", std::to_string(route.body_limit / 1024)}});
  const bool upload = route.body == BodyKind::kUpload;
  if (auto* socket = timed_socket(source_))
    socket->begin_body(upload ? std::chrono::milliseconds(kUploadTime)
                              : std::chrono::milliseconds(kJsonTime));
  return upload ? to_file(route.body_limit, request) : to_memory(route.body_limit, request);
}

template <class Sink>
Result<void> RequestReader::copy(std::size_t limit, Sink sink) {
  std::array<char, 64 * 1024> buffer;
  std::istream& stream = source_.stream();
  std::size_t total = 0;
  try {
    while (!drained_) {
      stream.read(buffer.data(), buffer.size());
      const auto count = static_cast<std::size_t>(stream.gcount());
      total += count;
      if (total > limit)
        return fail("http.too_large", {{"limit_kib", std::to_string(limit / 1024)}});
      if (!sink(buffer.data(), count))
        return fail("http.upload_failed", {{"reason", std::strerror(errno)}});
      // Poco's streams swallow the exception of a time limit and stop; what was announced and did
      // not come tells it.
      if (!stream) drained_ = true;
    }
  } catch (const Poco::Exception&) {
    return fail("http.timeout");
  }
  const bool short_of =
      source_.hasContentLength() && static_cast<Poco::Int64>(total) < source_.getContentLength64();
  if (!short_of && !stream.bad()) return {};
  drained_ = false;
  return fail("http.timeout");
}

Result<void> RequestReader::to_memory(std::size_t limit, Request& request) {
  return copy(limit, [&](const char* bytes, std::size_t count) {
    request.body.append(bytes, count);
    return true;
  });
}

Result<void> RequestReader::to_file(std::size_t limit, Request& request) {
  upload_path_ = working_folder_ + "/upload-" + Random::from_system().token(20);
  std::ofstream file(upload_path_, std::ios::binary);
  auto copied = copy(limit, [&](const char* bytes, std::size_t count) {
    return static_cast<bool>(file.write(bytes, static_cast<std::streamsize>(count)));
  });
  if (!copied) return copied;
  file.close();
  if (!file) return fail("http.upload_failed", {{"reason", std::strerror(errno)}});
  request.upload_path = upload_path_;
  return {};
}

void RequestReader::drain() {
  if (drained_) return;
  if (auto* socket = timed_socket(source_)) socket->begin_body(kDrainTime);
  std::size_t total = 0;
  std::array<char, 64 * 1024> buffer;
  try {
    std::istream& stream = source_.stream();
    while (stream && total < kDrainBytes) {
      stream.read(buffer.data(), buffer.size());
      total += static_cast<std::size_t>(stream.gcount());
    }
  } catch (const Poco::Exception&) {  // it had its chance
  }
}

}  // namespace qianqiao
