#include "server/api/route_table.h"

#include <gtest/gtest.h>

#include <set>

namespace qianqiao {
namespace {

TEST(RouteTable, FindsValuesInThePath) {
  const RouteMatch found = find_route("GET", "/api/v1/cases/411502C000001/events");
  ASSERT_NE(found.route, nullptr);
  EXPECT_EQ(found.route->pattern, "/api/v1/cases/{id}/events");
  EXPECT_EQ(found.path_values.at("id"), "411502C000001");
}

TEST(RouteTable, TellsAWrongMethodFromAnUnknownPath) {
  const RouteMatch wrong = find_route("PUT", "/api/v1/cases/x/events");
  EXPECT_EQ(wrong.route, nullptr);
  EXPECT_EQ(wrong.allowed_methods, (std::vector<std::string>{"GET", "HEAD", "POST"}));
  EXPECT_TRUE(find_route("GET", "/api/v1/castles").allowed_methods.empty());
  EXPECT_TRUE(find_route("GET", "/api/v1/cases/").allowed_methods.empty());
  EXPECT_TRUE(find_route("GET", "/api/v1/cases/x/y/z").allowed_methods.empty());
}

TEST(RouteTable, DecodesOnceAndRefusesWhatIsNoText) {
  EXPECT_EQ(find_route("GET", "/api/v1/cases/a%2Fb").path_values.at("id"), "a/b");
  EXPECT_EQ(find_route("GET", "/api/v1/cases/a%252Fb").path_values.at("id"), "a%2Fb");
  EXPECT_EQ(find_route("GET", "/api/v1/cases/%FF").route, nullptr);
  EXPECT_EQ(find_route("GET", "/api/v1/cases/%00").route, nullptr);
  EXPECT_EQ(find_route("GET", "/api/v1/cases/%4").route, nullptr);
}

// Descriptions are made from the table: each row must be whole, and stand once.
TEST(RouteTable, EachRowIsWholeAndStandsOnce) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& route : route_table()) {
    EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
    EXPECT_NE(route.handler, nullptr) << route.pattern;
    EXPECT_FALSE(route.summary.zh.empty() || route.summary.en.empty()) << route.pattern;
    EXPECT_EQ(route.body == BodyKind::kNone, route.body_limit == 0) << route.pattern;
  }
}

// Deny by default: what is open to whoever comes is listed here, and nothing else is.
TEST(RouteTable, FewRoutesAreOpenToWhoeverComes) {
  std::set<std::string> open;
  for (const Route& route : route_table())
    if (route.access.kind == Access::Kind::kOpen)
      open.insert(std::string(route.method) + " " + std::string(route.pattern));
  EXPECT_EQ(open, (std::set<std::string>{
                      "GET /healthz", "GET /readyz", "GET /api/v1/openapi.json", "GET /api/docs",
                      "GET /api/docs/docs.css", "GET /api/docs/docs.js", "GET /api/v1/setup",
                      "POST /api/v1/setup", "POST /api/v1/session", "GET /api/v1/demo/accounts",
                      "POST /api/v1/demo/session", "GET /api/v1/calendar-feed/{file}",
                      "POST /api/v1/progress"}));
}

TEST(RouteTable, RolesOfRoutesAreRoles) {
  for (const Route& route : route_table()) {
    EXPECT_EQ(route.access.kind == Access::Kind::kRoles, !route.access.roles.empty())
        << route.pattern;
    for (const std::string_view role : route.access.roles)
      EXPECT_TRUE(is_role(role)) << route.pattern << " " << role;
  }
}

}  // namespace
}  // namespace qianqiao
