#include "server/api/paging.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

Request with(std::string name, std::string value) {
  Request request;
  request.query.emplace_back(std::move(name), std::move(value));
  return request;
}

TEST(Paging, LimitHasBounds) {
  EXPECT_EQ(page_of(Request{})->limit, 100);
  EXPECT_EQ(page_of(with("limit", "1000"))->limit, 1000);
  for (const char* limit : {"0", "1001", "-1", "x", "", "1x", "99999999999999999999"})
    EXPECT_EQ(page_of(with("limit", limit)).error().code, "http.bad_parameter") << limit;
}

TEST(Paging, NumberedCursors) {
  EXPECT_EQ(numbered_cursor({100, ""}).value(), 0);
  EXPECT_EQ(numbered_cursor({100, "7"}).value(), 7);
  EXPECT_FALSE(numbered_cursor({100, "7x"}));
}

TEST(Paging, TheLastPageHasNoNext) {
  const auto last = nlohmann::json::parse(list_answer(nlohmann::ordered_json::array(), "").body);
  EXPECT_TRUE(last.at("next_cursor").is_null());
}

}  // namespace
}  // namespace qianqiao
