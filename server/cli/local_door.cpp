#include <filesystem>
#include <fstream>

#include "server/api/route_table.h"
#include "server/cli/door.h"
#include "server/cli/house.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

class LocalDoor final : public Door {
 public:
  explicit LocalDoor(std::unique_ptr<House> house) : house_(std::move(house)) {}

  Result<Answer> ask(Request request, const std::string& save_to) override {
    request.viewer.kind = Viewer::Kind::kOperator;
    request.viewer.person = request.actor;
    Answer answer = dispatch(house_->service(), std::move(request));
    const bool good = answer.status >= 200 && answer.status < 300;
    if (save_to.empty() || !good) return answer;
    const auto saved = save(answer, save_to);
    if (answer.remove_file) fs::remove(answer.file_path);
    if (!saved) return fail(saved.error());
    return answer;
  }

 private:
  static Result<void> save(const Answer& answer, const std::string& to) {
    if (fs::exists(to)) return fail("cli.file_exists", {{"path", to}});
    std::error_code problem;
    if (answer.file_path.empty()) {
      std::ofstream file(to, std::ios::binary);
      file << answer.body;
      if (!file.flush()) return fail("cli.file_unwritable", {{"path", to}, {"reason", "write"}});
    } else if (!fs::copy_file(answer.file_path, to, problem)) {
      return fail("cli.file_unwritable", {{"path", to}, {"reason", problem.message()}});
    }
    return {};
  }

  std::unique_ptr<House> house_;
};

}  // namespace

Result<std::unique_ptr<Door>> open_local_door(const DoorOptions& options, const Adapters& adapters,
                                              StoreAccess access) {
  House::Options house_options;
  house_options.directory = options.directory;
  house_options.access = access;
  const auto key_file = adapters.signing_key_file(options.config_path);
  if (!key_file) return fail(key_file.error());
  house_options.signing_key_file = *key_file;
  auto house = House::open(house_options, adapters);
  if (!house) return fail(house.error());
  return std::make_unique<LocalDoor>(*std::move(house));
}

Result<std::unique_ptr<Door>> open_door(const DoorOptions& options, const Adapters& adapters,
                                        StoreAccess access) {
  return options.server.empty() ? open_local_door(options, adapters, access)
                                : open_remote_door(options);
}

}  // namespace qianqiao
