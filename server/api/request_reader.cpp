#include "server/api/request_reader.h"

#include <Poco/Exception.h>
#include <Poco/MemoryStream.h>
#include <Poco/Net/MediaType.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/String.h>
#include <Poco/URI.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include "server/api/client_origin.h"
#include "server/api/session_cookie.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kLongestLine = 8 * 1024;  // Poco takes no longer value

bool is_token(std::string_view text) {
  const auto fits = [](unsigned char c) {
    return c > ' ' && c < 0x7F && std::strchr("()<>@,;:\\\"/[]?={}", c) == nullptr;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

bool is_field(std::string_view line) {
  const auto colon = line.find(':');
  const auto printable = [](unsigned char c) { return c >= ' ' ? c != 0x7F : c == '\t'; };
  return colon != std::string_view::npos && is_token(line.substr(0, colon)) &&
         std::all_of(line.begin(), line.end(), printable);
}

// "GET /path HTTP/1.1"
bool is_request_line(std::string_view line) {
  const auto parts = split(line, ' ');
  return parts.size() == 3 && is_token(parts[0]) &&
         (parts[2] == "HTTP/1.1" || parts[2] == "HTTP/1.0");
}

// What another server in front could read otherwise than Poco does is refused: folded lines,
// blanks before a colon, bare line ends.
Result<void> check_lines(std::string_view head, int most_fields) {
  int number = 0;
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    if (line.size() > kLongestLine || number > most_fields) return fail("http.head_too_large");
    if (!(number == 0 ? is_request_line(line) : is_field(line))) return fail("http.malformed");
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    ++number;
  }
  return {};
}

std::optional<std::string> optional_header(const Poco::Net::HTTPRequest& head, const char* name) {
  if (!head.has(name)) return std::nullopt;
  return head.get(name);
}

int count(const Poco::Net::HTTPRequest& head, const std::string& name) {
  int found = 0;
  for (auto it = head.find(name); it != head.end() && Poco::icompare(it->first, name) == 0; ++it)
    ++found;
  return found;
}

}  // namespace

RequestReader::~RequestReader() {
  if (!upload_path_.empty()) std::remove(upload_path_.c_str());
}

Result<bool> RequestReader::take_head(std::string& in) {
  if (searched_ == 0) {  // an empty line before a request is tolerated (RFC 9112, 2.2)
    const auto start = in.find_first_not_of("\r\n");
    in.erase(0, std::min(start, in.size()));
  }
  const auto end = in.find(kHeadEnd, searched_);
  if (end > limits_.head_bytes && (end != std::string::npos || in.size() > limits_.head_bytes))
    return fail("http.head_too_large");
  if (end == std::string::npos) {
    searched_ = in.size() < kHeadEnd.size() ? 0 : in.size() - kHeadEnd.size() + 1;
    return false;
  }
  if (auto fine = check_lines(std::string_view(in).substr(0, end), limits_.head_fields); !fine)
    return fail(fine.error());
  try {
    Poco::MemoryInputStream stream(in.data(), static_cast<std::streamsize>(end + kHeadEnd.size()));
    head_.setFieldLimit(limits_.head_fields);
    head_.read(stream);
  } catch (const Poco::Exception&) {
    return fail("http.malformed");
  }
  in.erase(0, end + kHeadEnd.size());
  if (auto fine = check_framing(); !fine) return fail(fine.error());
  if (auto filled = fill(); !filled) return fail(filled.error());
  return true;
}

// One length, or chunks; never both: that is how requests are smuggled.
Result<void> RequestReader::check_framing() {
  using Poco::Net::HTTPMessage;
  const int lengths = count(head_, HTTPMessage::CONTENT_LENGTH);
  const int encodings = count(head_, HTTPMessage::TRANSFER_ENCODING);
  if (lengths + encodings == 0) return {};
  if (lengths + encodings > 1) return fail("http.malformed");
  if (encodings == 1) {
    if (!head_.getChunkedTransferEncoding() || head_.getVersion() == HTTPMessage::HTTP_1_0)
      return fail("http.malformed");
    body_ = BodyDecoder::of_chunks();
    return {};
  }
  const std::string& text = head_.get(HTTPMessage::CONTENT_LENGTH);
  std::uint64_t length = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || problem != std::errc{} || end != text.data() + text.size())
    return fail("http.malformed");
  length_ = length;
  if (length > 0) body_ = BodyDecoder::of_length(length);
  return {};
}

Result<void> RequestReader::fill() {
  const std::string& address = head_.getURI();
  if (!address.starts_with('/') || address.find('#') != std::string::npos)
    return fail("http.bad_address");
  const auto query = address.find('?');
  request_.path = address.substr(0, query);
  try {
    if (query != std::string::npos)
      request_.query = Poco::URI("/" + address.substr(query)).getQueryParameters();
  } catch (const Poco::Exception&) {
    return fail("http.bad_address");
  }
  request_.method = is_head() ? "GET" : head_.getMethod();
  request_.content_type = optional_header(head_, "Content-Type");
  request_.idempotency_key = optional_header(head_, "Idempotency-Key");
  request_.if_match = optional_header(head_, "If-Match");
  return {};
}

std::string RequestReader::header(const char* name) const { return head_.get(name, ""); }

Presented RequestReader::presented() {
  Presented presented;
  constexpr std::string_view kScheme = "Bearer ";
  const std::string authorization = header("Authorization");
  if (authorization.starts_with(kScheme))
    presented.bearer = trim(std::string_view(authorization).substr(kScheme.size()));
  // Over TLS the browser itself guards the cookie, by its name (__Host-).
  Poco::Net::NameValueCollection cookies;
  head_.getCookies(cookies);
  request_.session_token = cookies.get(session_cookie_name(request_.secure), "");
  presented.session_token = request_.session_token;
  presented.csrf_token = header("X-CSRF-Token");
  presented.actor = header("X-Qianqiao-Actor");
  presented.is_change = request_.method != "GET";
  // Behind a proxy on this machine everybody comes from loopback.
  presented.is_local = is_loopback(request_.client_address) && header("X-Forwarded-For").empty() &&
                       header("Forwarded").empty() && header("X-Real-IP").empty();
  request_.from_this_machine = presented.is_local;
  return presented;
}

bool RequestReader::expects_continue() const {
  return announces_body() && Poco::icompare(header("Expect"), "100-continue") == 0;
}

Result<void> RequestReader::check_type(const Route& route) const {
  const Poco::Net::MediaType type(request_.content_type.value_or(""));
  const auto refuse = [&](const char* wanted) {
    return fail("http.content_type",
                {{"given", request_.content_type.value_or("-")}, {"wanted", wanted}});
  };
  const std::string encoding = header("Content-Encoding");
  if (!encoding.empty() && Poco::icompare(encoding, "identity") != 0)
    return fail("http.content_encoding", {{"given", encoding}});
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

Result<void> RequestReader::begin_body(const Route& route, const std::string& working_folder) {
  if (route.body == BodyKind::kNone) {
    if (!announces_body()) return {};
    return fail("http.no_body", {{"route", std::string(route.pattern)}});
  }
  if (route.body == BodyKind::kOptionalJson && !announces_body()) return {};
  if (auto fine = check_type(route); !fine) return fine;
  limit_ = route.body_limit;
  if (length_ && *length_ > limit_)
    return fail("http.too_large", {{"limit_kib", std::to_string(limit_ / 1024)}});
  if (route.body != BodyKind::kUpload) return {};
  upload_path_ = working_folder + "/upload-" + Random::from_system().token(20);
  request_.upload_path = upload_path_;
  file_.open(upload_path_, std::ios::binary);
  if (!file_) return fail("http.upload_failed", {{"reason", std::strerror(errno)}});
  return {};
}

Result<void> RequestReader::keep(std::string_view bytes) {
  taken_ += bytes.size();
  if (taken_ > limit_)
    return fail("http.too_large", {{"limit_kib", std::to_string(limit_ / 1024)}});
  if (!file_.is_open()) {
    request_.body.append(bytes);
    return {};
  }
  if (file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return {};
  return fail("http.upload_failed", {{"reason", std::strerror(errno)}});
}

Result<bool> RequestReader::take_body(std::string& in) {
  if (body_) {
    const auto whole = body_->take(in, [this](std::string_view bytes) { return keep(bytes); });
    if (!whole || !*whole) return whole;
  }
  if (!file_.is_open()) return true;
  file_.close();
  if (!file_) return fail("http.upload_failed", {{"reason", std::strerror(errno)}});
  return true;
}

}  // namespace qianqiao
