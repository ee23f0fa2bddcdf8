#include "server/api/exchange.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

TEST(Problem, SpeaksBothLanguagesAndNamesWhatIsAllowed) {
  const Answer answer = problem({"http.unknown_field", {{"field", "x"}}, {"ReviewApproved"}});
  EXPECT_EQ(answer.status, 400);
  EXPECT_TRUE(answer.content_type.starts_with("application/problem+json"));
  const auto body = nlohmann::json::parse(answer.body);
  for (const char* name : {"type", "title", "title_en", "detail", "detail_en"})
    EXPECT_FALSE(body.at(name).get<std::string>().empty()) << name;
  EXPECT_EQ(body.at("code"), "http.unknown_field");
  EXPECT_EQ(body.at("allowed_events"), nlohmann::json({"ReviewApproved"}));
}

TEST(Problem, SurvivesBytesThatAreNoText) {
  const Answer answer = problem({"http.unknown_field", {{"field", "\xFF"}}});
  EXPECT_FALSE(nlohmann::json::parse(answer.body, nullptr, false).is_discarded());
}

TEST(Problem, NamesItsTrace) {
  Answer answer = problem({"http.unknown_field", {{"field", "x"}}});
  add_trace_id(answer, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(nlohmann::json::parse(answer.body).at("trace_id"), "4bf92f3577b34da6a3ce929d0e0e4736");
  Answer good;
  good.body = "{}";
  add_trace_id(good, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(good.body, "{}");
}

}  // namespace
}  // namespace qianqiao
