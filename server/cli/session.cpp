#include "server/cli/session.h"

#include <Poco/URI.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

// Who owns the directory may read its key; with --server and --data both, it is found there.
std::string key_in(const std::string& directory) {
  std::ifstream file(directory + "/api-key");
  std::string line;
  std::getline(file, line);
  return std::string(trim(line));
}

void report_problem(Session& session, const Json& problem) {
  const std::string code = field(problem, "code");
  say(field(problem, "title") + "：" + field(problem, "detail") + " / " +
      field(problem, "title_en") + ": " + field(problem, "detail_en") + " [" + code + "]");
  if (problem.contains("allowed_events") && problem["allowed_events"].is_array()) {
    std::string events;
    for (const auto& event : problem["allowed_events"])
      events += (events.empty() ? "" : ", ") + event.get<std::string>();
    say("现在可办 / possible now: " + events);
  }
  session.exit_code = exit_code_of({code, {}});
}

}  // namespace

void add_door_options(CLI::App& command, Session& session) {
  command.add_option("--data", session.door.directory, "数据目录 / data directory")
      ->envname("QIANQIAO_DATA")
      ->capture_default_str();
  command.add_option("--server", session.door.server, "运行中的服务地址 / URL of a running server")
      ->envname("QIANQIAO_SERVER");
  command.add_option("--api-key", session.door.api_key, "服务密钥 / the server's key")
      ->envname("QIANQIAO_API_KEY");
}

void add_config_option(CLI::App& command, Session& session) {
  command
      .add_option(
          "--config", session.door.config_path,
          "服务的设置文件，其中有签名密钥的位置 / the server's settings: where its signing key is")
      ->check(CLI::ExistingFile);
}

void add_json_option(CLI::App& command, Session& session) {
  command.add_flag("--json", session.json, "输出 JSON / print JSON");
}

void add_actor_option(CLI::App& command, Session& session) {
  command.add_option("--as", session.actor, "办理人的用户名 / user name of who acts");
}

void report(Session& session, const Error& error) {
  say(to_line(error));
  session.exit_code = exit_code_of(error);
}

void with_door(Session& session, const std::function<void(Door&)>& work, StoreAccess access) {
  DoorOptions options = session.door;
  if (!options.server.empty() && options.api_key.empty())
    options.api_key = key_in(options.directory);
  auto door = open_door(options, session.adapters, access);
  if (!door) {
    report(session, door.error());
    return;
  }
  work(**door);
}

std::optional<Json> ask(Session& session, Door& door, Request request) {
  request.actor = session.actor;
  const auto answer = door.ask(std::move(request));
  if (!answer) {
    report(session, answer.error());
    return std::nullopt;
  }
  Json body = Json::parse(answer->body, nullptr, /*allow_exceptions=*/false);
  if (body.is_discarded() || !body.is_object()) {
    report(session, {"cli.server_answer", {{"status", std::to_string(answer->status)}}});
    return std::nullopt;
  }
  if (answer->status < 300) return body;
  report_problem(session, body);
  return std::nullopt;
}

Request get(std::string path) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  return request;
}

Request post(std::string path, std::string json_body) {
  Request request;
  request.method = "POST";
  request.path = std::move(path);
  request.body = std::move(json_body);
  if (!request.body.empty()) request.content_type = "application/json";
  return request;
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_json(const Json& json) {
  print(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

std::string encoded(const std::string& segment) {
  std::string out;
  Poco::URI::encode(segment, "/?#%", out);
  return out;
}

std::string field(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), on_terminal_(::isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
  if (on_terminal_ && shown_ >= 0) std::fprintf(stderr, "\r\033[K");
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
  if (!on_terminal_ || total == 0) return;
  const int percent = static_cast<int>(std::min<std::uint64_t>(100, done * 100 / total));
  if (percent == shown_) return;
  shown_ = percent;
  constexpr int kCells = 30;
  std::string bar;
  for (int i = 0; i < kCells; ++i) bar += i * 100 < percent * kCells ? "█" : "░";
  std::fprintf(stderr, "\r%s %s %3d%%", what_.c_str(), bar.c_str(), percent);
}

}  // namespace qianqiao
