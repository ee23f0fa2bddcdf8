#include "server/api/answer_bytes.h"

#include <Poco/Net/HTTPResponse.h>
#include <Poco/String.h>
#include <zlib.h>

#include <ctime>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

constexpr std::size_t kWorthCompressing = 1024;
constexpr int kCompressionLevel = 3, kGzipWindow = 15 + 16, kMemoryLevel = 8;

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

// Made anew each second.
const std::string& date_now() {
  thread_local std::time_t made = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now == made) return text;
  std::tm parts{};
  gmtime_r(&now, &parts);
  char buffer[40];
  text.assign(buffer, std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts));
  made = now;
  return text;
}

// Empty where it did not work.
std::string gzip(const std::string& body) {
  z_stream stream{};
  if (deflateInit2(&stream, kCompressionLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

bool is_worth_compressing(const Answer& answer) {
  if (answer.body.size() < kWorthCompressing || !answer.file_path.empty()) return false;
  for (const auto& [name, value] : answer.headers)
    if (name == "Content-Encoding") return false;
  return answer.content_type.find("json") != std::string::npos ||
         answer.content_type.starts_with("text/");
}

bool has_header(const Answer& answer, std::string_view wanted) {
  for (const auto& [name, value] : answer.headers)
    if (name == wanted) return true;
  return false;
}

std::string head_of(const Answer& answer, const AnswerShape& shape) {
  std::string out = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
  out += Poco::Net::HTTPResponse::getReasonForStatus(
      static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
  out += "\r\n";
  add(out, "Date", date_now());
  add(out, "X-Content-Type-Options", "nosniff");
  if (!has_header(answer, "Cache-Control")) add(out, "Cache-Control", "no-store");
  for (const auto& [name, value] : answer.headers) add(out, name, value);
  if (!shape.keep_alive)
    add(out, "Connection", "close");
  else if (shape.old_client)
    add(out, "Connection", "keep-alive");
  return out;
}

}  // namespace

std::string to_bytes(const Answer& answer, const AnswerShape& shape, std::uint64_t file_size) {
  std::string out = head_of(answer, shape);
  std::string compressed;
  if (is_worth_compressing(answer)) {
    add(out, "Vary", "Accept-Encoding");
    if (shape.accepts_gzip) compressed = gzip(answer.body);
  }
  if (!compressed.empty()) add(out, "Content-Encoding", "gzip");
  const std::string& body = compressed.empty() ? answer.body : compressed;
  const bool bodiless = answer.status == 204 || answer.status == 304;
  if (!bodiless) {
    const std::uint64_t length = answer.file_path.empty() ? body.size() : file_size;
    add(out, "Content-Type", answer.content_type);
    add(out, "Content-Length", std::to_string(length));
  }
  out += "\r\n";
  if (!bodiless && !shape.head_only && answer.file_path.empty()) out += body;
  return out;
}

std::string stream_head() {
  Answer answer;
  std::string out = head_of(answer, {});
  add(out, "Content-Type", "text/event-stream; charset=utf-8");
  add(out, "X-Accel-Buffering", "no");  // for nginx
  add(out, "Connection", "close");
  return out + "\r\n";
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  for (const std::string_view part : split(accept_encoding, ',')) {
    const auto parameters = part.find(';');
    const std::string name(trim(part.substr(0, parameters)));
    if (Poco::icompare(name, std::string(coding)) != 0) continue;
    const std::string_view rest =
        parameters == std::string_view::npos ? "" : trim(part.substr(parameters + 1));
    return !(rest.starts_with("q=0") && rest.find_first_of("123456789") == std::string_view::npos);
  }
  return false;
}

}  // namespace qianqiao
