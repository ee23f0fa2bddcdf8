#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "workflows/base/errors/errors.h"
#include "workflows/base/result.h"

namespace qianqiao {
namespace {

// Codes that the sources use: "area.problem" as first argument of fail(…) and its kin.
std::set<std::string> codes_in_sources() {
  static const std::regex code("\"([a-z0-9_]+(?:\\.[a-z0-9_]+)+)\"");
  std::set<std::string> used;
  for (const char* top : {"workflows", "server", "plugins"}) {
    const auto root = std::filesystem::path(QIANQIAO_SOURCE_DIR) / top;
    if (!std::filesystem::exists(root)) continue;
    for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
      const auto extension = file.path().extension();
      if (extension != ".cpp" && extension != ".h") continue;
      if (file.path().parent_path().filename() == "errors") continue;  // the catalogue itself
      std::stringstream text;
      text << std::ifstream(file.path()).rdbuf();
      const std::string source = text.str();
      for (std::sregex_iterator m(source.begin(), source.end(), code), end; m != end; ++m)
        used.insert((*m)[1]);
    }
  }
  return used;
}

TEST(ErrorCatalogue, HasNoCodeTwiceAndNoEmptyWords) {
  std::set<std::string_view> seen;
  for (const ErrorEntry& entry : error_catalogue()) {
    EXPECT_TRUE(seen.insert(entry.code).second) << entry.code;
    EXPECT_FALSE(entry.title_zh.empty() || entry.title_en.empty() || entry.advice_zh.empty() ||
                 entry.advice_en.empty())
        << entry.code;
    EXPECT_GE(entry.http_status, 400) << entry.code;
  }
}

TEST(ErrorCatalogue, ACodesFirstWordSaysInWhichPartItStands) {
  std::map<std::string_view, std::size_t> part_of;
  const auto parts = {errors::domain(), errors::intake(), errors::workflow(), errors::casework(),
                      errors::charts(), errors::people(), errors::http(),     errors::delivery(),
                      errors::store(),  errors::plugin()};
  std::size_t number = 0, entries = 0;
  for (const auto& part : parts) {
    for (const ErrorEntry& entry : part) {
      const auto word = entry.code.substr(0, entry.code.find('.'));
      EXPECT_EQ(part_of.emplace(word, number).first->second, number) << entry.code;
    }
    entries += part.size();
    ++number;
  }
  EXPECT_EQ(entries, error_catalogue().size());
}

TEST(ErrorCatalogue, EveryEntryIsUsed) {
  const auto used = codes_in_sources();
  for (const ErrorEntry& entry : error_catalogue())
    EXPECT_TRUE(used.count(std::string(entry.code))) << entry.code;
}

TEST(ErrorCatalogue, EveryFailNamesAnEntry) {
  static const std::regex call("fail\\(\\s*\"([^\"]+)\"");
  std::set<std::string_view> listed;
  for (const ErrorEntry& entry : error_catalogue()) listed.insert(entry.code);
  for (const char* top : {"workflows", "server", "plugins"}) {
    const auto root = std::filesystem::path(QIANQIAO_SOURCE_DIR) / top;
    if (!std::filesystem::exists(root)) continue;
    for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
      if (file.path().extension() != ".cpp") continue;
      std::stringstream text;
      text << std::ifstream(file.path()).rdbuf();
      const std::string source = text.str();
      for (std::sregex_iterator m(source.begin(), source.end(), call), end; m != end; ++m)
        EXPECT_TRUE(listed.count((*m)[1].str())) << (*m)[1] << " in " << file.path();
    }
  }
}

TEST(Error, AdviceNamesTheInput) {
  const Error error = fail("time.malformed", {{"input", "tomorrow"}}).value();
  const ErrorDescription words = describe(error);
  EXPECT_EQ(words.http_status, 400);
  EXPECT_NE(words.advice.zh.find("tomorrow"), std::string::npos);
  EXPECT_NE(words.advice.en.find("tomorrow"), std::string::npos);
}

}  // namespace
}  // namespace qianqiao
