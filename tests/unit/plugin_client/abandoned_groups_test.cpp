#include "server/plugin_client/abandoned_groups.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/time.h>

#include <filesystem>

namespace qianqiao {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Plain folders: like a group with processes, one with something in it cannot be removed.
class AbandonedGroups : public testing::Test {
 protected:
  AbandonedGroups() {
    std::string pattern = (fs::temp_directory_path() / "qianqiao-test-XXXXXX").string();
    parent_ = ::mkdtemp(pattern.data());
  }
  ~AbandonedGroups() override { fs::remove_all(parent_); }

  fs::path make(const std::string& name, bool is_old) {
    const fs::path folder = parent_ / name;
    fs::create_directory(folder);
    if (is_old) make_old(folder);
    return folder;
  }
  static void make_old(const fs::path& folder) {
    const timeval long_ago[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
    ASSERT_EQ(::utimes(folder.c_str(), long_ago), 0);
  }

  fs::path parent_;
};

TEST_F(AbandonedGroups, OldEmptyOnesOfOursGo) {
  const auto old = make("qianqiao-plugin-1-1", true), fresh = make("qianqiao-plugin-1-2", false),
             used = make("qianqiao-plugin-1-3", true), foreign = make("system.slice", true);
  fs::create_directory(used / "process");
  make_old(used);
  remove_abandoned_groups(parent_, 60s);
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(fresh) && fs::exists(used) && fs::exists(foreign));
}

TEST_F(AbandonedGroups, TheyAreNotLookedForAgainAndAgain) {
  remove_abandoned_groups(parent_, 3600s);
  const auto old = make("qianqiao-plugin-2-1", true);
  remove_abandoned_groups(parent_, 3600s);
  EXPECT_TRUE(fs::exists(old));
}

TEST_F(AbandonedGroups, WhereThereAreNoGroupsNothingHappens) {
  remove_abandoned_groups(parent_ / "nowhere", 60s);
}

}  // namespace
}  // namespace qianqiao
