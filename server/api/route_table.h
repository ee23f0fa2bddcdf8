// The one table of routes: which method on which resource is answered by whom, what it takes and
// how much. Descriptions of the interface are made from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

enum class Access {
  kOpen,           // no key: says nothing about anybody
  kLoopbackOrKey,  // no key from this machine itself, for those who watch over it
  kApiKey,         // roles come with accounts
};

enum class BodyKind { kNone, kJson, kUpload };

inline constexpr std::size_t kEventBodyLimit = 256 * 1024;
inline constexpr std::size_t kDirectoryBodyLimit = 16 * 1024 * 1024;
inline constexpr std::size_t kUploadBodyLimit = 200 * 1024 * 1024;

using Handler = Result<Answer> (*)(Service&, const Request&);

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/cases/{id}/events"
  Access access = Access::kApiKey;
  BodyKind body = BodyKind::kNone;
  std::size_t body_limit = 0;
  std::vector<std::string_view> parameters;  // of the query; others are refused
  Text summary;
  Handler handler;
};

const std::vector<Route>& route_table();

struct RouteMatch {
  const Route* route = nullptr;  // null: no such path, or not with this method
  std::map<std::string, std::string, std::less<>> path_values;
  std::vector<std::string> allowed_methods;  // of the path; empty: no such path
};
RouteMatch find_route(std::string_view method, std::string_view path);

// Finds the route and asks its handler; refusals and failures become problem answers. Whoever
// calls has authenticated, and has brought the body within the route's limit.
Answer dispatch(Service& service, Request request);

}  // namespace qianqiao
