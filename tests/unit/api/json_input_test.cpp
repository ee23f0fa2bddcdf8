#include "server/api/json_input.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

std::string code_of(std::string_view text) {
  const auto parsed = parse_strictly(text);
  return parsed ? "" : parsed.error().code;
}

TEST(JsonInput, TakesWhatIsJson) {
  EXPECT_EQ(code_of(R"({"a": [1, {"b": "牵桥"}], "c": null})"), "");
  EXPECT_EQ(code_of("3"), "");
}

TEST(JsonInput, NamesWhatIsWrong) {
  EXPECT_EQ(code_of(""), "json.malformed");
  EXPECT_EQ(code_of("{"), "json.malformed");
  EXPECT_EQ(code_of("{} {}"), "json.malformed");
  EXPECT_EQ(code_of("{\"a\": NaN}"), "json.malformed");
  EXPECT_EQ(code_of("\"\xB3\xB7\""), "json.encoding");
  EXPECT_EQ(code_of(R"({"a": 1, "a": 1})"), "json.duplicate_key");
  EXPECT_EQ(code_of(R"([{"b": {"a": 1, "a": 1}}])"), "json.duplicate_key");
}

TEST(JsonInput, TheSameKeyInTwoObjectsIsFine) {
  EXPECT_EQ(code_of(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})"), "");
}

TEST(JsonInput, DepthIsCappedExactly) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(code_of(nested(kDeepestJson)), "");
  EXPECT_EQ(code_of(nested(kDeepestJson + 1)), "json.too_deep");
  EXPECT_EQ(code_of(std::string(1'000'000, '[')), "json.too_deep");
}

TEST(ObjectInput, AnUnknownFieldIsRefusedEvenBesideAMissingOne) {
  const auto json = nlohmann::json::parse(R"({"nmae": "x"})");
  auto input = ObjectInput::of(json);
  ASSERT_TRUE(input);
  EXPECT_EQ(input->required_text("name"), "");
  EXPECT_EQ(input->finish().error().code, "http.unknown_field");
}

TEST(ObjectInput, TypesAreChecked) {
  const auto json = nlohmann::json::parse(R"({"a": 1, "b": "x", "c": [], "d": null})");
  const auto wrong = [&](auto take) {
    auto input = ObjectInput::of(json);
    for (const char* name : {"a", "b", "c", "d"}) input->any(name);
    take(*input);
    const auto finished = input->finish();
    return finished ? "" : finished.error().code;
  };
  EXPECT_EQ(wrong([](ObjectInput& i) { i.text("a"); }), "http.wrong_type");
  EXPECT_EQ(wrong([](ObjectInput& i) { i.integer("b"); }), "http.wrong_type");
  EXPECT_EQ(wrong([](ObjectInput& i) { i.object("c"); }), "http.wrong_type");
  EXPECT_EQ(wrong([](ObjectInput& i) { i.required_text("d"); }), "http.missing_field");
  EXPECT_EQ(wrong([](ObjectInput& i) { i.text("b"); }), "");
}

}  // namespace
}  // namespace qianqiao
