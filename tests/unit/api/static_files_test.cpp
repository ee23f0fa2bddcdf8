#include "server/api/static_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    root_ = fs::path(::testing::TempDir()) /
            ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(root_);
    put("web/index.html", "<html>");
    put("web/assets/index-BwD4x8yZ.js", "js");
    put("web/assets/index-BwD4x8yZ.js.br", "br");
    put("web/assets/index-BwD4x8yZ.js.gz", "gz");
    put("web/logo.svg", "<svg>");
    put("web/.secret", "hidden");
    put("secret.txt", "outside");
    files_ = StaticFiles::read(root_ / "web").value();
  }
  ~StaticFilesTest() override { fs::remove_all(root_); }

  void put(const std::string& name, const std::string& content) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << content;
  }
  static std::string header(const Answer& answer, const std::string& name) {
    for (const auto& [key, value] : answer.headers)
      if (key == name) return value;
    return {};
  }
  std::string file_of(std::string_view path, std::string_view encoding = "") {
    const auto answer = files_.answer({path, encoding, ""});
    return answer ? fs::path(answer->file_path).filename().string() : "none";
  }

  fs::path root_;
  StaticFiles files_;
};

TEST_F(StaticFilesTest, PagesOfTheApplicationGetItsIndex) {
  for (const char* path : {"/", "/index.html", "/cases", "/cases/411502C000001", "/a%20b"})
    EXPECT_EQ(file_of(path), "index.html") << path;
  EXPECT_EQ(header(*files_.answer({"/", "", ""}), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, WhatIsNoFileIsNotThere) {
  for (const char* path :
       {"/nothing.js", "/.secret", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/assets/../../secret.txt", "/%2e%2e/%2e%2e/etc/passwd", "/..%5csecret", "/%00", "/%zz",
        "/logo.svg%00.html", "//../secret.txt", "/assets/index-BwD4x8yZ.js.br"})
    EXPECT_EQ(file_of(path), "none") << path;
}

TEST_F(StaticFilesTest, ChoosesACompressedFormThatTheClientReads) {
  const char* path = "/assets/index-BwD4x8yZ.js";
  EXPECT_EQ(file_of(path), "index-BwD4x8yZ.js");
  EXPECT_EQ(file_of(path, "gzip, br"), "index-BwD4x8yZ.js.br");
  EXPECT_EQ(file_of(path, "gzip"), "index-BwD4x8yZ.js.gz");
  const Answer answer = *files_.answer({path, "gzip", ""});
  EXPECT_EQ(header(answer, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");
  EXPECT_EQ(answer.content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(answer, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(StaticFilesTest, WhatTheClientHasIsNotSentAgain) {
  const Answer first = *files_.answer({"/logo.svg", "", ""});
  const std::string etag = header(first, "ETag");
  EXPECT_EQ(files_.answer({"/logo.svg", "", etag})->status, 304);
  EXPECT_EQ(files_.answer({"/logo.svg", "", "W/" + etag})->status, 304);
  EXPECT_EQ(files_.answer({"/logo.svg", "", "\"other\""})->status, 200);
  EXPECT_NE(header(first, "Content-Security-Policy").find("default-src 'none'"), std::string::npos);
}

TEST_F(StaticFilesTest, NoFolderIsNoFiles) {
  const auto none = StaticFiles::read(root_ / "nowhere");
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  EXPECT_FALSE(none->answer({"/", "", ""}));
}

}  // namespace
}  // namespace qianqiao
