#include "server/api/log.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

// A request's line waits for others for up to this long; all else is written at once.
constexpr std::chrono::seconds kLongestWait{1};

// Standard error, written in larger pieces: a write for each line is a system call for each
// request.
class GatheredLines : public spdlog::sinks::base_sink<std::mutex> {
 public:
  GatheredLines() { lines_.reserve(kPiece); }
  ~GatheredLines() override { flush_(); }

 private:
  static constexpr std::size_t kPiece = 64 * 1024;

  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    lines_.append(line.data(), line.size());
    if (lines_.size() > kPiece) flush_();
  }
  void flush_() override {
    for (std::string_view rest = lines_; !rest.empty();) {
      const ssize_t written = ::write(STDERR_FILENO, rest.data(), rest.size());
      if (written <= 0 && errno != EINTR) break;  // nobody is left to be told
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    lines_.clear();
  }

  std::string lines_;
};

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("qianqiao", std::make_shared<GatheredLines>());
    made->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})");
    spdlog::register_logger(made);
    spdlog::flush_every(kLongestWait);
    return made;
  }();
  return *instance;
}

std::string line(std::string_view message, LogFields fields) {
  nlohmann::ordered_json json = {{"message", message}};
  for (const auto& [name, value] : fields) json[std::string(name)] = value;
  const std::string object =
      json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return object.substr(1, object.size() - 2);
}

}  // namespace

// Only our own words are in here: nothing needs escaping.
void log_request(const RequestLine& line) {
  spdlog::logger& out = logger();
  if (!out.should_log(spdlog::level::info)) return;
  out.info(
      R"("message":"http.request","method":"{}","route":"{}","status":{},"duration_ms":{:.3f},)"
      R"("bytes":{},"trace_id":"{}","span_id":"{}","parent_id":"{}")",
      line.method, line.route, line.status, static_cast<double>(line.duration.count()) / 1000,
      line.bytes, line.trace_id, line.span_id, line.parent_id);
}

Result<void> set_log_level(std::string_view level) {
  static constexpr std::pair<std::string_view, spdlog::level::level_enum> kLevels[] = {
      {"info", spdlog::level::info},
      {"warn", spdlog::level::warn},
      {"error", spdlog::level::err},
      {"off", spdlog::level::off}};
  for (const auto& [name, value] : kLevels)
    if (name == level) {
      logger().set_level(value);
      return {};
    }
  return fail("settings.log_level", {{"level", std::string(level)}});
}

void log_info(std::string_view message, LogFields fields) {
  logger().info("{}", line(message, fields));
  logger().flush();
}
void log_error(std::string_view message, LogFields fields) {
  logger().error("{}", line(message, fields));
  logger().flush();
}

}  // namespace qianqiao
