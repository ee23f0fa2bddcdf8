// Where a command's requests go: to a running server over HTTP, or to a data directory that this
// process owns meanwhile. Both answer with the same JSON, since both end at the same routes.
#pragma once

#include <memory>
#include <string>

#include "server/api/exchange.h"
#include "server/cli/adapters.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct DoorOptions {
  std::string directory = "var";
  std::string server;  // URL; empty: the directory
  std::string api_key;
  std::string config_path;  // of a server that is not running: its settings; empty: none
};

class Door {
 public:
  virtual ~Door() = default;
  // `request.upload_path` is sent as the body where it is set. A problem answer is an answer;
  // errors are of getting one at all: cli.server_unreachable, cli.server_answer.
  // Where `save_to` is given, a good answer's body goes to that new file.
  // Errors then also: cli.file_exists, cli.file_unwritable.
  virtual Result<Answer> ask(Request request, const std::string& save_to = {}) = 0;
};

// Errors: those of House::open; cli.api_key_missing, cli.server_url.
Result<std::unique_ptr<Door>> open_door(const DoorOptions& options, const Adapters& adapters,
                                        StoreAccess access = StoreAccess::kExisting);

// The two kinds, for open_door.
Result<std::unique_ptr<Door>> open_local_door(const DoorOptions& options, const Adapters& adapters,
                                              StoreAccess access);
Result<std::unique_ptr<Door>> open_remote_door(const DoorOptions& options);

}  // namespace qianqiao
