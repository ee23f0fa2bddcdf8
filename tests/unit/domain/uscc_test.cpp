#include "workflows/domain/uscc.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/domain/domain_test_support.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

using nlohmann::json;

json examples() { return json::parse(testing::read_data("uscc_examples.json")); }

std::string problem_of(std::string_view input) {
  const UsccReading reading = read_uscc(input);
  return reading.problem ? reading.problem->code : "";
}
std::string param(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.params)
    if (key == name) return value;
  return "(none)";
}

TEST(Uscc, EveryValidExample) {
  const json all = examples();
  ASSERT_EQ(all["valid"].size(), 5u);
  for (const json& example : all["valid"]) {
    const auto code = example["code"].get<std::string>();
    const auto read = parse_uscc(code);
    ASSERT_TRUE(read) << code << " " << to_line(read.error());
    EXPECT_EQ(read->code, code);
    EXPECT_EQ(read->area, code.substr(2, 6));
    EXPECT_EQ(read->organisation, code.substr(8, 9));
  }
}

TEST(Uscc, EveryInvalidExample) {
  const json all = examples();
  ASSERT_EQ(all["invalid"].size(), 5u);
  for (const json& example : all["invalid"])
    EXPECT_EQ(problem_of(example["code"].get<std::string>()),
              "uscc." + example["algorithm_says"].get<std::string>())
        << example["reason"];
}

TEST(Uscc, KindComesFromTheFirstTwoCharacters) {
  EXPECT_EQ(parse_uscc("91411502MA3X0A1B62")->kind,
            (Text{"工商·企业", "market regulation: enterprise"}));
  EXPECT_EQ(parse_uscc("92411522MA9G5N6M6M")->kind.zh, "工商·个体工商户");
  EXPECT_EQ(parse_uscc("52411502MJF8421328")->kind.zh, "民政·民办非企业单位");
}

TEST(Uscc, NormalisesWhatListsContain) {
  const std::string code = "91411502MA3X0A1B62";
  for (const char* typed :
       {" 91411502ma3x0a1b62 ", "９１４１１５０２ＭＡ３Ｘ０Ａ１Ｂ６２", "9141 1502 MA3X 0A1B 62",
        "91411502-MA3X0A1B6-2", "91411502－MA3X0A1B6－2", "　91411502MA3X0A1B62　",
        "\xEF\xBB\xBF"
        "91411502MA3X0A1B62\r\n",
        "'91411502MA3X0A1B62", "\"91411502MA3X0A1B62\"", "“91411502MA3X0A1B62”",
        "91411502\u200BMA3X0A1B62", "91411502—MA3X0A1B62", "91411502\u00A0MA3X0A1B62\t"}) {
    const auto read = parse_uscc(typed);
    ASSERT_TRUE(read) << typed << " " << to_line(read.error());
    EXPECT_EQ(read->code, code);
  }
}

TEST(Uscc, NormalisingNeverMendsACharacter) {
  EXPECT_EQ(normalise_uscc("9141I502MA3XOA1B62"), "9141I502MA3XOA1B62");
  EXPECT_EQ(problem_of("9141I502MA3XOA1B62"), "uscc.alphabet");
}

TEST(Uscc, NamesTheCharacterItsPlaceAndWhatItMayBe) {
  struct Case {
    const char* input;
    const char *character, *position, *hint;
  };
  for (const Case& c : {Case{"9I411502MA3X0A1B62", "I", "2", "数字 1"},
                        Case{"914115O2MA3X0A1B62", "O", "7", "数字 0"},
                        Case{"91411502MA3XZA1B62", "Z", "13", "数字 2"},
                        Case{"91411502MA3X0A1B6S", "S", "18", "数字 5"},
                        Case{"91411502VA3X0A1B62", "V", "9", "U 或 Y"},
                        Case{"91411502MA3X0A1B6*", "*", "18", "营业执照"},
                        Case{"91411502信A3X0A1B62", "信", "9", "营业执照"}}) {
    const UsccReading reading = read_uscc(c.input);
    ASSERT_TRUE(reading.problem) << c.input;
    EXPECT_EQ(reading.problem->code, "uscc.alphabet") << c.input;
    EXPECT_EQ(param(*reading.problem, "character"), c.character);
    EXPECT_EQ(param(*reading.problem, "position"), c.position);
    EXPECT_NE(describe(*reading.problem).advice.zh.find(c.hint), std::string::npos) << c.input;
  }
}

TEST(Uscc, ChecksumSaysWhatWasExpectedAndKeepsWhatWasTyped) {
  const UsccReading reading = read_uscc("91411502MA3X0A1B63");
  EXPECT_EQ(reading.code, "91411502MA3X0A1B63");
  ASSERT_TRUE(reading.problem);
  EXPECT_EQ(param(*reading.problem, "expected"), "2");
  EXPECT_EQ(param(*reading.problem, "found"), "3");
  EXPECT_EQ(reading.area, "411502");  // what can be told is told
  EXPECT_EQ(reading.kind->zh, "工商·企业");
}

TEST(Uscc, LengthCountsCharacters) {
  EXPECT_EQ(problem_of(""), "uscc.empty");
  EXPECT_EQ(problem_of("　-"), "uscc.empty");
  EXPECT_EQ(param(*read_uscc("91411502MA3X0A1B6").problem, "length"), "17");
  EXPECT_EQ(param(*read_uscc("信阳毛尖").problem, "length"), "4");
  EXPECT_EQ(problem_of("91411502MA3X0A1B622"), "uscc.length");
  EXPECT_EQ(problem_of(std::string(10'000, '9')), "uscc.length");
  EXPECT_EQ(problem_of("\xC4\xE3\xBA\xC3"), "uscc.length");  // GB 18030 bytes do no harm
}

TEST(Uscc, RegistrationTypeMustExist) {
  EXPECT_EQ(problem_of("94411502MA3X0A1B62"), "uscc.registration_type");
  EXPECT_EQ(problem_of("B1411502MA3X0A1B62"), "uscc.registration_type");
  EXPECT_EQ(param(*read_uscc("94411502MA3X0A1B62").problem, "characters"), "94");
}

TEST(Uscc, OldRegistrationNumbersAreKnownAsSuch) {
  const UsccReading reading = read_uscc("411502 000012345");
  EXPECT_EQ(reading.problem->code, "uscc.old_registration_number");
  EXPECT_EQ(reading.area, "411502");
  EXPECT_EQ(reading.kind->en, "old registration number (15 digits)");
  EXPECT_TRUE(is_old_registration_number("411502000012345"));
  EXPECT_FALSE(is_old_registration_number("41150200001234X"));
  EXPECT_FALSE(is_old_registration_number("41150200001234"));
}

TEST(Uscc, AnIdentityNumberGoesNoFurther) {
  const UsccReading reading = read_uscc("11010519491231002X");  // the standard's own example
  EXPECT_EQ(reading.problem->code, "uscc.identity_number");
  EXPECT_TRUE(reading.code.empty());
  EXPECT_TRUE(reading.area.empty());
  EXPECT_TRUE(reading.problem->params.empty());
  EXPECT_NE(problem_of("110105194912310021"), "uscc.identity_number");  // does not check
}

TEST(Uscc, EverySingleWrongCharacterIsFound) {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (const char* valid : {"91411502MA3X0A1B62", "91411523068934176U", "91411527MA44YYYY0D"}) {
    for (std::size_t place = 0; place < 18; ++place)
      for (const char other : kAlphabet) {
        std::string code = valid;
        if (code[place] == other) continue;
        code[place] = other;
        EXPECT_FALSE(parse_uscc(code)) << code;
      }
  }
}

TEST(Uscc, ACodeWithItsOwnCheckCharacterIsValid) {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  Random random(20250303);
  for (int i = 0; i < 500; ++i) {
    std::string code = "91411502";
    while (code.size() < 17) code += random.pick(kAlphabet);
    code += uscc_check_character(code).value();
    EXPECT_TRUE(parse_uscc(code)) << code;
  }
  EXPECT_FALSE(uscc_check_character("91411502MA3X0A1B"));
  EXPECT_FALSE(uscc_check_character("91411502MA3X0A1BI"));
}

}  // namespace
}  // namespace qianqiao
