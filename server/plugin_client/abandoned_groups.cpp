#include "server/plugin_client/abandoned_groups.h"

#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <map>
#include <mutex>

namespace qianqiao {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

// Is it time to look at this folder again?
bool is_due(const std::string& parent, std::chrono::seconds pause) {
  static std::mutex mutex;
  static std::map<std::string, Steady::time_point> looked_at;
  const std::lock_guard lock(mutex);
  const auto [found, is_first] = looked_at.emplace(parent, Steady::now());
  if (is_first) return true;
  if (Steady::now() - found->second < pause) return false;
  found->second = Steady::now();
  return true;
}

bool is_older(const fs::path& folder, std::chrono::seconds age) {
  struct stat about;
  return ::stat(folder.c_str(), &about) == 0 && about.st_mtime + age.count() <= std::time(nullptr);
}

}  // namespace

void remove_abandoned_groups(const std::string& parent, std::chrono::seconds age) {
  if (!is_due(parent, age)) return;
  std::error_code problem;
  for (fs::directory_iterator one(parent, problem), end; !problem && one != end;
       one.increment(problem)) {
    const fs::path& folder = one->path();
    if (folder.filename().string().starts_with(kGroupPrefix) && is_older(folder, age))
      ::rmdir(folder.c_str());  // refused while a process lives in it
  }
}

}  // namespace qianqiao
