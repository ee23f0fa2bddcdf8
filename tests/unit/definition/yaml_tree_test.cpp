#include "workflows/definition/yaml_tree.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "workflows/base/random.h"

namespace qianqiao {
namespace {

std::string param(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.params)
    if (key == name) return value;
  return "(no such parameter)";
}

// "code line:column" of the only problem.
std::string only_problem(std::string_view yaml) {
  Problems problems;
  (void)parse_yaml(yaml, "file.yaml", problems);
  if (problems.found().size() != 1) return std::to_string(problems.found().size()) + " problems";
  const Error& error = problems.found().front();
  EXPECT_EQ(param(error, "file"), "file.yaml");
  return error.code + " " + param(error, "line") + ":" + param(error, "column");
}

TEST(YamlTree, RemembersWhereEachValueStood) {
  Problems problems;
  const auto root = parse_yaml("甲: 乙\nlist:\n  - 'one'\n  - {a: 1}\n", "f", problems);
  ASSERT_TRUE(root && problems.empty());
  ASSERT_EQ(root->keys.size(), 2u);
  EXPECT_EQ(root->find("甲")->text, "乙");
  EXPECT_EQ(root->find("甲")->line, 1);
  EXPECT_EQ(root->find("甲")->column, 4);
  const YamlNode& list = *root->find("list");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_TRUE(list.items[0].quoted);
  EXPECT_EQ(list.items[0].line, 3);
  EXPECT_EQ(list.items[0].column, 5);
  EXPECT_EQ(list.items[1].find("a")->line, 4);
  EXPECT_EQ(list.items[1].find("a")->column, 9);
  EXPECT_EQ(root->find("nothing"), nullptr);
}

TEST(YamlTree, AnEmptyFileIsANullNode) {
  for (const char* yaml : {"", "\n\n", "# a comment only\n", "---\n"}) {
    Problems problems;
    const auto root = parse_yaml(yaml, "f", problems);
    ASSERT_TRUE(root && problems.empty()) << yaml;
    EXPECT_EQ(root->kind, YamlNode::Kind::kNull) << yaml;
  }
}

TEST(YamlTree, MalformedTextNamesItsLine) {
  EXPECT_EQ(only_problem("a: 1\nb: [1, 2\nc: 3\n").substr(0, 22), "definition.malformed 3");
  EXPECT_EQ(only_problem("a: 1\nb: 'never closed"), "definition.malformed 2:17");
  // yaml-cpp alone would take the rest of the file for the text.
  EXPECT_EQ(only_problem("a: 1\nb: '甲''乙\nc: 3\n"), "definition.malformed 2:4");
  EXPECT_EQ(only_problem("a: 1\nb: \"never \\\" closed\nc: 3\n"), "definition.malformed 2:4");
  EXPECT_EQ(only_problem("a: 1\nb: \"a \\\" b\"\nc: 'it''s'\nd: ''\n"), "0 problems");
  EXPECT_EQ(only_problem("a: 1\n  b: 2\n"), "definition.malformed 2:4");
  EXPECT_EQ(only_problem("a: 1\n\tb: 2\n").substr(0, 22), "definition.malformed 2");
  EXPECT_EQ(only_problem("a: }\n"), "definition.malformed 1:4");
  EXPECT_EQ(only_problem("a: 1\n? [x, y]\n: 2\n"), "definition.malformed 2:3");
}

TEST(YamlTree, AFileHoldsOneDocument) {
  EXPECT_EQ(only_problem("a: 1\n---\nb: 2\n").substr(0, 22), "definition.malformed 2");
}

TEST(YamlTree, AKeyThatStandsTwiceIsNamedAndTheFirstCounts) {
  EXPECT_EQ(only_problem("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n"), "definition.duplicate 5:3");
  Problems problems;
  const auto root = parse_yaml("a: 1\na: 2\n", "f", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->find("a")->text, "1");
  EXPECT_EQ(to_json(*root).dump(), R"({"a":1})");
}

TEST(YamlTree, RefusesAnchorsAliasesAndTags) {
  EXPECT_EQ(only_problem("a: &x 1\nb: 2\n"), "definition.alias_refused 1:4");
  EXPECT_EQ(only_problem("a: 1\nb: &x [1]\n"), "definition.alias_refused 2:4");
  EXPECT_EQ(only_problem("a: 1\nb: !!str 2\n").substr(0, 26), "definition.alias_refused 2");
  EXPECT_EQ(only_problem("a: 1\nb: !secret 2\n").substr(0, 26), "definition.alias_refused 2");
}

TEST(YamlTree, AnAliasBombCostsNothing) {
  std::string bomb = "a0: &a0 [lol, lol]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + before + ", *a" +
            before + "]\n";
  }
  EXPECT_EQ(only_problem(bomb), "definition.alias_refused 1:5");
}

TEST(YamlTree, DepthIsCapped) {
  std::string fits, too_deep;
  for (int i = 0; i < kDeepestYaml; ++i) fits += "[";
  too_deep = fits + "[";
  EXPECT_EQ(only_problem(fits + std::string(kDeepestYaml, ']')), "0 problems");
  EXPECT_EQ(only_problem(too_deep + std::string(kDeepestYaml + 1, ']')),
            "definition.too_deep 1:17");
  EXPECT_EQ(only_problem(std::string(200'000, '[')).substr(0, 11), "definition.");
  std::string nested;
  for (int i = 0; i <= kDeepestYaml; ++i)
    nested += std::string(static_cast<std::size_t>(i) * 2, ' ') + "a:\n";
  EXPECT_EQ(only_problem(nested + std::string(40, ' ') + "b: 1\n").substr(0, 22),
            "definition.too_deep 17");
}

TEST(YamlTree, SizeIsCapped) {
  const std::string comment(kLargestYamlBytes, '#');
  EXPECT_EQ(only_problem(comment), "0 problems");
  EXPECT_EQ(only_problem(comment + "#"), "definition.too_large 1:1");
  std::string many;
  for (std::size_t i = 0; i < kMostYamlNodes; ++i) many += "- 1\n";  // and the list itself
  EXPECT_EQ(only_problem(many), "definition.too_large " + std::to_string(kMostYamlNodes) + ":3");
}

TEST(YamlTree, RefusesBytesThatAreNoText) {
  EXPECT_EQ(only_problem("a: 1\nb: \xC4\xE3\xBA\xC3\n"), "definition.not_text 2:1");  // GB 18030
  EXPECT_EQ(only_problem(std::string_view("a: 1\nb: 2\nc: \0 3\n", 17)), "definition.not_text 3:1");
  EXPECT_EQ(only_problem("\xFF\xFE"
                         "a"),
            "definition.not_text 1:1");  // UTF-16
  // yaml-cpp takes 0x04 for the end and would drop what follows.
  EXPECT_EQ(only_problem("a: 1\n\x04\nb: 2\n"), "definition.not_text 2:1");
  EXPECT_EQ(only_problem("\xEF\xBB\xBF"
                         "a: 1\r\nb: 2\r\n"),
            "0 problems");  // UTF-8 with BOM
}

TEST(YamlTree, BareScalarsBecomeJsonValues) {
  Problems problems;
  const auto root = parse_yaml(
      "[1, -20, '1', true, 'true', yes, no, 1.5, 1.2.3, 007, ~, null, 411500, 1e3, 4115Z1, "
      "99999999999999999999]",
      "f", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(to_json(*root).dump(),
            R"([1,-20,"1",true,"true","yes","no",1.5,"1.2.3","007",null,null,411500,"1e3",)"
            R"("4115Z1","99999999999999999999"])");
}

// Whatever is thrown at it, it answers: with a tree or with a problem that has a place.
TEST(YamlTree, NoTextBringsItDown) {
  constexpr std::uint64_t kSeed = 20241120;
  constexpr int kTexts = 4000;
  Random random(kSeed);
  const std::string alphabet = "ab:-, []{}'\"#&*!|>?%@\n\n  \t\\0~";
  for (int i = 0; i < kTexts; ++i) {
    std::string yaml;
    const auto length = random.between(0, 60);
    for (std::int64_t k = 0; k < length; ++k)
      yaml += alphabet[static_cast<std::size_t>(
          random.between(0, static_cast<std::int64_t>(alphabet.size()) - 1))];
    Problems problems;
    const auto root = parse_yaml(yaml, "f", problems);
    ASSERT_TRUE(root.has_value() || !problems.empty()) << "seed " << kSeed << "\n" << yaml;
    for (const Error& error : problems.found())
      ASSERT_GT(std::stoi(param(error, "line")), 0) << "seed " << kSeed << "\n" << yaml;
  }
}

}  // namespace
}  // namespace qianqiao
