#include "server/api/directory_input.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using nlohmann::json;

const Date kToday = Date(std::chrono::year(2025) / 3 / 3);

json person() {
  return {{"user_name", "zhang"},
          {"name", "张三"},
          {"organisation", "411502"},
          {"appointments", {{{"role", "visitor"}}}}};
}

TEST(DirectoryInput, AnAppointmentBeginsTodayAtHomeUnlessItSaysOtherwise) {
  const auto made = read_person(person(), kToday);
  ASSERT_TRUE(made) << made.error().code;
  ASSERT_EQ(made->appointments.size(), 1U);
  EXPECT_EQ(made->appointments[0].scope, "411502");
  EXPECT_EQ(made->appointments[0].from, kToday);
  EXPECT_FALSE(made->appointments[0].until);
}

TEST(DirectoryInput, NamesWhatIsWrongWithAPerson) {
  const auto code = [](const char* name, json value) {
    json changed = person();
    changed[name] = std::move(value);
    const auto made = read_person(changed, kToday);
    return made ? "" : made.error().code;
  };
  EXPECT_EQ(code("user_name", "system"), "person.name_malformed");
  EXPECT_EQ(code("user_name", "a b"), "person.name_malformed");
  EXPECT_EQ(code("password", "short"), "password.too_short");
  EXPECT_EQ(code("password", "十个字符的密码也算够长"), "");
  EXPECT_EQ(code("appointments", {{{"role", "emperor"}}}), "role.unknown");
  EXPECT_EQ(code("appointments", {{{"role", "system"}}}), "role.unknown");
  EXPECT_EQ(code("appointments", {{{"role", "visitor"}, {"from", "soon"}}}), "date.malformed");
  EXPECT_EQ(code("shoe_size", 43), "http.unknown_field");
}

TEST(DirectoryInput, NamesWhatIsWrongWithAnOrganisation) {
  const json good = {{"id", "bank-a"}, {"kind", "bank"}, {"name", "甲银行"}};
  EXPECT_TRUE(read_organisation(good));
  json bad = good;
  bad["kind"] = "castle";
  EXPECT_EQ(read_organisation(bad).error().code, "organisation.kind_unknown");
  bad = good;
  bad["id"] = "a/b";
  EXPECT_EQ(read_organisation(bad).error().code, "organisation.id_malformed");
}

}  // namespace
}  // namespace qianqiao
