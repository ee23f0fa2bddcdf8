#include "server/api/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = spdlog::stderr_logger_mt("qianqiao");
    made->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})");
    made->flush_on(spdlog::level::info);
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
}
void log_error(std::string_view message, LogFields fields) {
  logger().error("{}", line(message, fields));
}

}  // namespace qianqiao
