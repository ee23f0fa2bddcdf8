// One run of a command: what it was given by main, what all commands share, how it ends.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "server/cli/door.h"
#include "server/cli/exit_code.h"

namespace CLI {
class App;
}

namespace qianqiao {

struct Session {
  const Adapters& adapters;
  DoorOptions door{};   // --data, --server, --api-key
  bool json = false;    // --json
  std::string actor{};  // --as
  int exit_code = kDone;
};

// Options that many commands share.
void add_door_options(CLI::App& command, Session& session);
void add_config_option(CLI::App& command, Session& session);
void add_json_option(CLI::App& command, Session& session);
void add_actor_option(CLI::App& command, Session& session);

// Says what went wrong and leaves the exit code.
void report(Session& session, const Error& error);
// Opens the door and lets `work` ask through it.
void with_door(Session& session, const std::function<void(Door&)>& work,
               StoreAccess access = StoreAccess::kExisting);
// Asks; a problem is reported and answered with none.
std::optional<nlohmann::ordered_json> ask(Session& session, Door& door, Request request);

Request get(std::string path);
Request post(std::string path, std::string json_body);

void print(const std::string& text);  // on stdout
void print_json(const nlohmann::ordered_json& json);
void say(const std::string& text);  // on stderr: for people, not for pipes

// A path's segment.
std::string encoded(const std::string& segment);
// A field as text: "" where it is absent or null.
std::string field(const nlohmann::ordered_json& json, const char* name);

// Progress on a terminal's stderr; elsewhere nothing.
class ProgressBar {
 public:
  explicit ProgressBar(std::string what);
  ~ProgressBar();  // clears its line
  void show(std::uint64_t done, std::uint64_t total);

 private:
  const std::string what_;
  const bool on_terminal_;
  int shown_ = -1;
};

}  // namespace qianqiao
