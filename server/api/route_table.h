// The one table of routes: which method on which resource is answered by whom, what it takes and
// how much. Descriptions of the interface are made from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

// Who may use a route. The operator may use all of them.
struct Access {
  enum class Kind {
    kOpen,      // whoever asks: says nothing about anybody
    kSignedIn,  // everybody with an account: each sees what its appointments cover
    kRoles,     // holders of one of `roles`
    kOperator,  // the operator only
    kLoopback,  // whoever asks from this machine itself: those who watch over it; the operator
  };
  Kind kind = Kind::kOperator;
  std::vector<std::string_view> roles = {};
};
inline const Access kOpen{Access::Kind::kOpen};
inline const Access kSignedIn{Access::Kind::kSignedIn};
inline const Access kLoopback{Access::Kind::kLoopback};
inline const Access kOperator{Access::Kind::kOperator};
inline Access only(std::vector<std::string_view> roles) {
  return {Access::Kind::kRoles, std::move(roles)};
}

enum class BodyKind { kNone, kJson, kOptionalJson, kUpload };

inline constexpr std::size_t kEventBodyLimit = 256 * 1024;
inline constexpr std::size_t kDirectoryBodyLimit = 16 * 1024 * 1024;
inline constexpr std::size_t kUploadBodyLimit = 200 * 1024 * 1024;

using Handler = Result<Answer> (*)(Service&, const Request&);

// An answer that is no problem: its body is a schema of server/api/schemas, "Person[]" for a page
// of them, a media type, or nothing.
struct Success {
  int status = 200;
  std::string_view body;
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/cases/{id}/events"
  Access access;
  BodyKind body = BodyKind::kNone;
  std::size_t body_limit = 0;
  std::vector<std::string_view> parameters;  // of the query; others are refused
  Text summary;
  Handler handler;
  std::vector<Success> answers = {};
  std::string_view request = {};  // the schema of a JSON body
};

const std::vector<Route>& route_table();

struct RouteMatch {
  const Route* route = nullptr;  // null: no such path, or not with this method
  std::map<std::string, std::string, std::less<>> path_values;
  std::vector<std::string> allowed_methods;  // of the path, without a route; empty: no such path
};
RouteMatch find_route(std::string_view method, std::string_view path);

// Asks the route's handler; refusals and failures become problem answers. Whoever calls has let the
// request in (gate.h) and brought its body within the route's limit.
// The answer may be pending: it comes after the commit of what is posted.
Answer answer_at(Service& service, const Route& route, const Request& request);

// The same from the beginning, for a request that needs no connection: finds the route, asks the
// gate, waits for the commit of what is posted.
Answer dispatch(Service& service, Request request);
// No such path, or not with this method.
Answer refuse_route(const RouteMatch& found);

}  // namespace qianqiao
