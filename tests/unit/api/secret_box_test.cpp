#include "server/api/secret_box.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

TEST(SecretBox, OpensWhatItSealedAlsoAfterARestart) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() / "sealing-key";
  const auto box = SecretBox::load_or_create(path);
  ASSERT_TRUE(box);
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  const std::string sealed = box->seal("秘密");
  EXPECT_EQ(sealed.find("秘密"), std::string::npos);
  EXPECT_NE(box->seal("秘密"), sealed) << "never the same twice";
  EXPECT_EQ(SecretBox::load_or_create(path)->open(sealed), "秘密");
}

TEST(SecretBox, OpensNothingElse) {
  const test::TemporaryFolder folder;
  const auto box = SecretBox::load_or_create(folder.path() / "one");
  const auto other = SecretBox::load_or_create(folder.path() / "two");
  std::string sealed = box->seal("x");
  EXPECT_FALSE(other->open(sealed));
  sealed.back() ^= 1;
  EXPECT_FALSE(box->open(sealed));
  EXPECT_FALSE(box->open(""));
}

TEST(SecretBox, RefusesADamagedKey) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() / "key";
  std::ofstream(path) << "short";
  EXPECT_EQ(SecretBox::load_or_create(path).error().code, "secret_box.unreadable");
  EXPECT_EQ(SecretBox::load_or_create(folder.path() / "nowhere" / "key").error().code,
            "secret_box.unwritable");
}

}  // namespace
}  // namespace qianqiao
