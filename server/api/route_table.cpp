#include "server/api/route_table.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <optional>
#include <typeinfo>

#include "server/api/gate.h"
#include "server/api/log.h"
#include "server/api/route_rows.h"

namespace qianqiao {
namespace {

std::optional<std::string> decode(std::string_view segment) {
  try {
    std::string out;
    Poco::URI::decode(std::string(segment), out);
    if (is_valid_utf8(out) && out.find('\0') == std::string::npos) return out;
  } catch (const Poco::Exception&) {
  }
  return std::nullopt;
}

using PathValues = std::map<std::string, std::string, std::less<>>;

// Takes the part up to the next '/' off.
std::string_view take_segment(std::string_view& rest) {
  const auto end = rest.find('/');
  const std::string_view segment = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return segment;
}

bool is_variable(std::string_view segment) { return segment.starts_with('{'); }

std::ptrdiff_t count_segments(std::string_view path) {
  return std::count(path.begin(), path.end(), '/');
}

// Of each route of the table, counted once.
const std::vector<std::ptrdiff_t>& segment_counts() {
  static const std::vector<std::ptrdiff_t> counts = [] {
    std::vector<std::ptrdiff_t> made;
    for (const Route& route : route_table()) made.push_back(count_segments(route.pattern));
    return made;
  }();
  return counts;
}

// Asked of many routes for every request: nothing is built before it is sure.
bool fits(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() || !path.empty()) {
    const std::string_view wanted = take_segment(pattern), given = take_segment(path);
    if (is_variable(wanted) ? given.empty() : wanted != given) return false;
  }
  return true;
}

std::optional<PathValues> match(std::string_view pattern, std::string_view path) {
  if (!fits(pattern, path)) return std::nullopt;
  PathValues values;
  while (!pattern.empty()) {
    const std::string_view wanted = take_segment(pattern), given = take_segment(path);
    if (!is_variable(wanted)) continue;
    auto value = decode(given);
    if (!value || value->empty()) return std::nullopt;
    values.emplace(wanted.substr(1, wanted.size() - 2), *std::move(value));
  }
  return values;
}

Result<void> check_query(const Route& route, const Request& request) {
  for (auto it = request.query.begin(); it != request.query.end(); ++it) {
    const auto& [name, value] = *it;
    if (std::find(route.parameters.begin(), route.parameters.end(), name) == route.parameters.end())
      return fail("http.unknown_parameter", {{"parameter", name}});
    const auto same = [&, key = name](const auto& other) { return other.first == key; };
    if (std::any_of(std::next(it), request.query.end(), same) || !is_valid_utf8(value))
      return fail("http.bad_parameter", {{"parameter", name}, {"value", value}});
  }
  return {};
}

}  // namespace

Answer refuse_route(const RouteMatch& found) {
  if (found.allowed_methods.empty()) return problem({"http.unknown_path", {}});
  std::string allow;
  for (const std::string& method : found.allowed_methods)
    allow += (allow.empty() ? "" : ", ") + method;
  Answer answer = problem({"http.method_not_allowed", {{"allowed", allow}}});
  answer.headers.emplace_back("Allow", allow);
  return answer;
}

// What handlers throw is what cannot be helped here: the database, or a mistake of ours.
Answer answer_at(Service& service, const Route& route, const Request& request) {
  try {
    if (auto fine = check_query(route, request); !fine) return problem(fine.error());
    auto answer = route.handler(service, request);
    return answer ? *std::move(answer) : problem(answer.error());
  } catch (const StoreFailure& failure) {
    log_error("store.failed", {{"code", failure.code}, {"route", std::string(route.pattern)}});
    return problem({failure.code, {{"path", kDataDirectory}, {"reason", failure.what()}}});
  } catch (const std::exception& mistake) {
    // Its kind only: its text may quote what was asked.
    log_error("http.internal",
              {{"route", std::string(route.pattern)}, {"what", typeid(mistake).name()}});
    return problem({"http.internal", {}});
  }
}

const std::vector<Route>& route_table() {
  static const std::vector<Route> table = route_rows();
  return table;
}

RouteMatch find_route(std::string_view method, std::string_view path) {
  RouteMatch found;
  const std::ptrdiff_t count = count_segments(path);
  for (std::size_t i = 0; i < route_table().size(); ++i) {
    const Route& route = route_table()[i];
    if (segment_counts()[i] != count || route.method != method) continue;
    auto values = match(route.pattern, path);
    if (!values) continue;
    found.route = &route;
    found.path_values = *std::move(values);
    return found;
  }
  for (std::size_t i = 0; i < route_table().size(); ++i) {
    const Route& route = route_table()[i];
    if (segment_counts()[i] != count || !match(route.pattern, path)) continue;
    found.allowed_methods.emplace_back(route.method);
    if (route.method == "GET") found.allowed_methods.emplace_back("HEAD");
  }
  std::sort(found.allowed_methods.begin(), found.allowed_methods.end());
  return found;
}

Answer dispatch(Service& service, Request request) {
  RouteMatch found = find_route(request.method, request.path);
  if (found.route == nullptr) return refuse_route(found);
  request.path_values = std::move(found.path_values);
  if (auto admitted = admit(service, *found.route, request); !admitted)
    return problem(admitted.error());
  Answer answer = answer_at(service, *found.route, request);
  if (const auto pending = std::move(answer.pending)) {
    answer = pending->finish(service.post(std::move(pending->command)));
  }
  return answer;
}

}  // namespace qianqiao
