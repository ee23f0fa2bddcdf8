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

void log_info(std::string_view message, LogFields fields) {
  logger().info("{}", line(message, fields));
}
void log_error(std::string_view message, LogFields fields) {
  logger().error("{}", line(message, fields));
}

}  // namespace qianqiao
