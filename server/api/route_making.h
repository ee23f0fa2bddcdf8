// The kinds of route, by what they take and answer: the words in which route rows are written.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "server/api/route_table.h"

namespace qianqiao::making {

using Parameters = std::vector<std::string_view>;
inline constexpr std::string_view kGet = "GET", kPost = "POST", kPut = "PUT", kDelete = "DELETE";
inline const Parameters kPage = {"limit", "cursor"};

// Who works with what in more than one part of the table, beside what the engine asks of each
// event.
inline const Access kAccountManagers =
    only({roles::kSystemAdministrator, roles::kSecurityAdministrator, roles::kCountyAdministrator});
inline const Access kListReaders =
    only({roles::kProvinceOffice, roles::kCityOffice, roles::kCityConvener, roles::kCountyOffice,
          roles::kCountyConvener, roles::kCountyAdministrator, roles::kTaskForce,
          roles::kPreliminaryReviewer, roles::kDeputyLeader, roles::kLeader, roles::kAuditor});

inline constexpr std::size_t kSheetBodyLimit = 8 * 1024 * 1024;

inline Route get(std::string_view pattern, Access access, Parameters parameters, Text summary,
                 Handler handler) {
  return {kGet,
          pattern,
          std::move(access),
          BodyKind::kNone,
          0,
          std::move(parameters),
          std::move(summary),
          handler};
}
// Nothing but the address says what is wanted.
inline Route order(std::string_view method, std::string_view pattern, Access access, Text summary,
                   Handler handler) {
  return {method, pattern, std::move(access), BodyKind::kNone, 0, {}, std::move(summary), handler};
}
inline Route post(std::string_view pattern, Access access, Text summary, Handler handler,
                  Parameters parameters = {}, std::size_t body_limit = kEventBodyLimit) {
  return {kPost,
          pattern,
          std::move(access),
          BodyKind::kJson,
          body_limit,
          std::move(parameters),
          std::move(summary),
          handler};
}

// What a row answers, beside problems.
inline std::vector<Success> ok(std::string_view body) { return {{200, body}}; }
inline std::vector<Success> created(std::string_view body) { return {{201, body}}; }
inline const std::vector<Success> kNothing = {{204, ""}};

inline auto adder(std::vector<Route>& table) {
  return [&table](Route route, std::vector<Success> answers = {}, std::string_view request = {}) {
    route.answers = std::move(answers);
    route.request = request;
    table.push_back(std::move(route));
  };
}

}  // namespace qianqiao::making
