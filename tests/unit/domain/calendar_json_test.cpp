#include <gtest/gtest.h>

#include "workflows/domain/calendar.h"

namespace qianqiao {
namespace {

struct Malformed {
  std::string_view json;
  std::string_view code;
  std::string_view where;  // part of the advice
};

class CalendarJson : public ::testing::TestWithParam<Malformed> {};

TEST_P(CalendarJson, NamesThePlace) {
  const auto read = Calendar::from_json(GetParam().json);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, GetParam().code);
  const ErrorDescription words = describe(read.error());
  for (const std::string& text : {words.advice.zh, words.advice.en}) {
    EXPECT_NE(text.find(GetParam().where), std::string::npos) << text;
    EXPECT_EQ(text.find('{' + std::string("w")), std::string::npos) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, CalendarJson,
    ::testing::Values(
        Malformed{"", "calendar.malformed", "1:1"}, Malformed{"[]", "calendar.malformed", "1:1"},
        Malformed{"{\n \"2025\": {\"off\": [\n", "calendar.malformed", "3:1"},
        Malformed{"{\"2025\": {\"off\": [2025-01-01]}}", "calendar.malformed", "1:"},
        Malformed{R"({"25":{"off":["2025-01-01"]}})", "calendar.malformed", "25"},
        Malformed{R"({"9999":{"off":["9999-01-01"]}})", "calendar.malformed", "9999"},
        Malformed{R"({"二〇二五":{"off":["2025-01-01"]}})", "calendar.malformed", "二〇二五"},
        Malformed{R"({"2025":[]})", "calendar.malformed", "2025"},
        Malformed{R"({"2025":{"off":"2025-01-01"}})", "calendar.malformed", "2025.off"},
        Malformed{R"({"2025":{"off":[20250101]}})", "calendar.malformed", "2025.off[0]"},
        Malformed{R"({"2025":{"off":["2025-01-01","2025-02-30"]}})", "calendar.malformed",
                  "2025.off[1]"},
        Malformed{R"({"2025":{"off":["2025/01/01"]}})", "calendar.malformed", "2025/01/01"},
        Malformed{R"({"2025":{"off":["2025-01-01"],"works":[]}})", "calendar.malformed",
                  "2025.works"},
        Malformed{R"({"2025":{"off":[]}})", "calendar.malformed", "2025.off"},
        Malformed{R"({"2025":{"work":["2025-01-26"]}})", "calendar.malformed", "2025.off"},
        Malformed{R"({"2025":{"off":["2025-01-01"],"work":["2025-01-27"]}})", "calendar.malformed",
                  "2025-01-27"},
        Malformed{R"({"2025":{"off":["2025-01-01"]},"2025":{"off":["2025-01-02"]}})",
                  "calendar.malformed", "2025"},
        Malformed{R"({"2025":{"off":["2025-01-01"],"off":["2025-01-02"]}})", "calendar.malformed",
                  "2025.off"},
        Malformed{R"({"2025":{"off":["2025-01-01"],"work":["2024-12-29"]}})",
                  "calendar.day_outside_year", "2024-12-29"},
        Malformed{R"({"2025":{"off":["2025-01-01","2025-01-01"]}})", "calendar.day_twice",
                  "2025.off[1]"},
        Malformed{R"({"2025":{"off":["2025-01-26"],"work":["2025-01-26"]}})", "calendar.day_twice",
                  "2025-01-26"}));

TEST(CalendarJson, RefusesWhatIsTooDeepOrTooLarge) {
  EXPECT_EQ(Calendar::from_json(std::string(100'000, '[')).error().code, "calendar.malformed");
  const std::string deep = "{\"2025\":" + std::string(50, '[') + std::string(50, ']') + "}";
  EXPECT_NE(to_line(Calendar::from_json(deep).error()).find("deep"), std::string::npos);
  const std::string large = "{\"2025\":{\"off\":[\"" + std::string(2'000'000, 'x') + "\"]}}";
  EXPECT_NE(to_line(Calendar::from_json(large).error()).find("1 MiB"), std::string::npos);
}

TEST(CalendarJson, TakesANoticeWithoutMakeUpDays) {
  const auto read = Calendar::from_json(R"({"2027":{"off":["2027-01-01"]}})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->to_json(), R"({"2027":{"off":["2027-01-01"],"work":[]}})");
}

}  // namespace
}  // namespace qianqiao
