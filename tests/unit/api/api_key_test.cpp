#include "server/api/api_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "server/api/password_hash.h"

namespace qianqiao {
namespace {

class ApiKey : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "api-key-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/api-key"; }
  std::string folder_;
};

TEST_F(ApiKey, IsMadeOnceForItsOwnerOnly) {
  const auto first = load_or_create_api_key(path()), second = load_or_create_api_key(path());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_GE(first->size(), kShortestApiKey);
  struct stat file {};
  ASSERT_EQ(::stat(path().c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600U);
}

TEST_F(ApiKey, AShortOneIsRefused) {
  std::ofstream(path()) << "short\n";
  EXPECT_EQ(load_or_create_api_key(path()).error().code, "api_key.too_short");
}

TEST_F(ApiKey, AMissingFolderIsNamed) {
  EXPECT_EQ(load_or_create_api_key(folder_ + "/none/api-key").error().code, "api_key.unwritable");
}

TEST_F(ApiKey, OnlyTheSameIsTheSame) {
  EXPECT_TRUE(is_same_key("abc", "abc"));
  EXPECT_FALSE(is_same_key("abc", "abd"));
  EXPECT_FALSE(is_same_key("abc", "ab"));
  EXPECT_FALSE(is_same_key("abc", ""));
}

TEST(PasswordHash, IsSaltedArgon2idAndFitsItsPasswordOnly) {
  const auto one = hash_password("correct horse"), two = hash_password("correct horse");
  ASSERT_TRUE(one && two);
  EXPECT_NE(*one, *two);
  EXPECT_TRUE(one->starts_with("$argon2id$"));
  EXPECT_TRUE(is_password(*one, "correct horse"));
  EXPECT_FALSE(is_password(*one, "correct hors"));
  EXPECT_FALSE(is_password("", "correct horse"));
}

}  // namespace
}  // namespace qianqiao
