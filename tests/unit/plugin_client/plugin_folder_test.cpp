#include "server/plugin_client/plugin_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "temporary_plugin.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

std::string problem_of(const TemporaryPlugin& plugin) {
  const FolderReading reading = read_plugin_folder(plugin.path());
  return reading.problems.empty() ? "" : reading.problems[0].code;
}

TEST(PluginFolder, ASoundOneHasADigestOfItsNamesAndContents) {
  TemporaryPlugin plugin("return Verdict.passed()");
  const std::string digest = plugin.folder().digest;
  EXPECT_EQ(digest.size(), 64u);
  fs::create_directory(plugin.path() + "/__pycache__");
  plugin.write("__pycache__/main.cpython-311.pyc", "x");
  EXPECT_EQ(plugin.folder().digest, digest);
  plugin.write("table.csv", "a,b\n");
  const std::string with_table = plugin.folder().digest;
  EXPECT_NE(with_table, digest);
  fs::rename(plugin.path() + "/table.csv", plugin.path() + "/list.csv");
  EXPECT_NE(plugin.folder().digest, with_table);
}

TEST(PluginFolder, LinksAreRefused) {
  TemporaryPlugin plugin("return Verdict.passed()");
  fs::create_symlink("/etc/passwd", plugin.path() + "/passwd.txt");
  EXPECT_EQ(problem_of(plugin), "plugin.link");
  fs::remove(plugin.path() + "/passwd.txt");
  fs::create_directory_symlink("/etc", plugin.path() + "/etc");
  EXPECT_EQ(problem_of(plugin), "plugin.link");
  fs::remove(plugin.path() + "/etc");
  fs::create_hard_link(plugin.path() + "/main.py", plugin.path() + "/other.py");
  EXPECT_EQ(problem_of(plugin), "plugin.link");
}

TEST(PluginFolder, OtherKindsOfFilesAreRefused) {
  TemporaryPlugin plugin("return Verdict.passed()");
  ASSERT_EQ(::mkfifo((plugin.path() + "/pipe").c_str(), 0644), 0);
  EXPECT_EQ(problem_of(plugin), "plugin.file_kind");
  fs::remove(plugin.path() + "/pipe");
  plugin.write("native.so", "x");
  EXPECT_EQ(problem_of(plugin), "plugin.file_kind");
}

TEST(PluginFolder, NamesThatHideAnotherAreRefused) {
  for (const char* name : {"json.py", "os.py", "qianqiao.py", "sys.py", "Main.py", "main"}) {
    TemporaryPlugin plugin("return Verdict.passed()");
    plugin.write(name, "");
    EXPECT_EQ(problem_of(plugin), "plugin.name_clash") << name;
  }
  TemporaryPlugin plugin("return Verdict.passed()");
  fs::create_directory(plugin.path() + "/json");
  EXPECT_EQ(problem_of(plugin), "plugin.name_clash");
}

TEST(PluginFolder, SizesAreLimited) {
  TemporaryPlugin large("return Verdict.passed()");
  large.write("large.csv", std::string(kLargestPluginFile + 1, 'x'));
  EXPECT_EQ(problem_of(large), "plugin.too_large");
  TemporaryPlugin many("return Verdict.passed()");
  for (std::size_t i = 0; i <= kMostPluginFiles; ++i)
    many.write("f" + std::to_string(i) + ".txt", "");
  EXPECT_EQ(problem_of(many), "plugin.too_large");
}

TEST(PluginFolder, WhatIsMissingIsNamed) {
  TemporaryPlugin plugin("return Verdict.passed()");
  fs::remove(plugin.path() + "/main.py");
  EXPECT_EQ(problem_of(plugin), "plugin.file_missing");
  EXPECT_EQ(read_plugin_folder(plugin.path() + "/nowhere").problems[0].code,
            "plugin.folder_unreadable");
}

TEST(EntryName, OnlyHarmlessOnesPass) {
  for (const char* good : {"main.py", "tables/codes.csv", "a_b-c.d"})
    EXPECT_TRUE(check_entry_name(good)) << good;
  for (const char* bad : {"", "/etc/passwd", "../main.py", "a/../../b", "a//b", "a/", ".hidden",
                          "a b", "名.py", "a\\b", "C:x", "a/./b"})
    EXPECT_FALSE(check_entry_name(bad)) << bad;
  EXPECT_TRUE(check_entry_name("a/b/c/d/e/x.py"));
  EXPECT_EQ(check_entry_name("a/b/c/d/e/f/x.py").error().code, "plugin.too_large");
}

TEST(County, AnothersPluginIsRefused) {
  Manifest manifest;
  manifest.county = "411502";
  EXPECT_TRUE(check_county(manifest, "411502"));
  EXPECT_EQ(check_county(manifest, "411525").error().code, "plugin.county_mismatch");
  manifest.county = "*";
  EXPECT_TRUE(check_county(manifest, "411525"));
}

}  // namespace
}  // namespace qianqiao
