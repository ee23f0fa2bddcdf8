#include "server/api/route_table.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <optional>
#include <typeinfo>

#include "server/api/log.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using enum SubjectKind;
namespace r = routes;

constexpr auto kGet = "GET", kPost = "POST";

const std::vector<std::string_view> kPageParameters = {"limit", "cursor"};
const std::vector<std::string_view> kSubjectFilters = {
    "limit", "cursor",     "county", "township",   "state", "stage",
    "bank",  "department", "case",   "enterprise", "open"};

template <SubjectKind kind>
void add_subject_routes(std::vector<Route>& table, std::string_view list, std::string_view one,
                        std::string_view events, std::string_view allowed,
                        std::string_view deadlines) {
  using enum Access;
  using enum BodyKind;
  table.push_back({kGet,
                   list,
                   kApiKey,
                   kNone,
                   0,
                   kSubjectFilters,
                   {"列出，按编号", "list by id"},
                   r::list_subjects<kind>});
  table.push_back(
      {kGet, one, kApiKey, kNone, 0, {}, {"当前情况", "as it stands"}, r::show_subject<kind>});
  table.push_back({kGet,
                   events,
                   kApiKey,
                   kNone,
                   0,
                   kPageParameters,
                   {"办理记录", "its history"},
                   r::list_history<kind>});
  table.push_back({kPost,
                   events,
                   kApiKey,
                   kJson,
                   kEventBodyLimit,
                   {},
                   {"登记一个事件", "post an event"},
                   r::post_event<kind>});
  table.push_back({kGet,
                   allowed,
                   kApiKey,
                   kNone,
                   0,
                   {},
                   {"现在可办的事", "what may be posted now"},
                   r::list_allowed_events<kind>});
  table.push_back({kGet,
                   deadlines,
                   kApiKey,
                   kNone,
                   0,
                   {},
                   {"时限及其由来", "its deadlines, and why"},
                   r::list_deadlines<kind>});
}

std::vector<Route> make_table() {
  using enum Access;
  using enum BodyKind;
  std::vector<Route> table = {
      {kGet, "/healthz", kOpen, kNone, 0, {}, {"进程在运行", "the process runs"}, r::healthz},
      {kGet, "/readyz", kOpen, kNone, 0, {}, {"可以受理", "it can serve"}, r::readyz},
      {kGet,
       "/metrics",
       kLoopbackOrKey,
       kNone,
       0,
       {},
       {"运行指标（Prometheus）", "figures of this process"},
       r::show_metrics},
      {kGet,
       "/api/v1/clock",
       kApiKey,
       kNone,
       0,
       {},
       {"系统时间", "what time it is"},
       r::show_clock},
      {kPost,
       "/api/v1/clock",
       kApiKey,
       kJson,
       kEventBodyLimit,
       {},
       {"推进模拟时钟", "move the simulated clock"},
       r::move_clock},
      {kPost,
       "/api/v1/cases",
       kApiKey,
       kJson,
       kEventBodyLimit,
       {},
       {"建立融资协调事项", "open a case"},
       r::open_case},
      {kPost,
       "/api/v1/slips",
       kApiKey,
       kJson,
       kEventBodyLimit,
       {},
       {"提出批分单", "raise a slip"},
       r::open_slip},
      {kGet,
       "/api/v1/enterprises/{id}",
       kApiKey,
       kNone,
       0,
       {},
       {"经营主体", "an enterprise"},
       r::show_enterprise},
      {kPost,
       "/api/v1/rosters",
       kApiKey,
       kUpload,
       kUploadBodyLimit,
       {"county", "dry_run"},
       {"导入名录", "import a roster"},
       r::import_roster},
      {kGet,
       "/api/v1/rosters/{id}/report",
       kApiKey,
       kNone,
       0,
       {},
       {"退回的名录，附原因列", "the roster with a column of reasons"},
       r::fetch_roster_report},
      {kGet,
       "/api/v1/tasks",
       kApiKey,
       kNone,
       0,
       {"limit", "county", "role"},
       {"待办，最早的在前", "open tasks, oldest first"},
       r::list_tasks},
      {kGet,
       "/api/v1/lists/{list}",
       kApiKey,
       kNone,
       0,
       {"limit", "cursor", "county"},
       {"清单", "a list"},
       r::list_entries},
      {kGet,
       "/api/v1/incidents",
       kApiKey,
       kNone,
       0,
       {"limit", "all"},
       {"待处理的故障", "what went wrong and waits for a person"},
       r::list_incidents},
      {kGet,
       "/api/v1/deliveries",
       kApiKey,
       kNone,
       0,
       kPageParameters,
       {"发出的消息", "messages"},
       r::list_deliveries},
      {kPost,
       "/api/v1/deliveries/{id}/retry",
       kApiKey,
       kNone,
       0,
       {},
       {"重新发送", "send again"},
       r::retry_delivery},
      {kGet, "/api/v1/people", kApiKey, kNone, 0, {}, {"人员", "people"}, r::list_people},
      {kPost,
       "/api/v1/people",
       kApiKey,
       kJson,
       kEventBodyLimit,
       {},
       {"添加人员", "add a person"},
       r::add_person},
      {kPost,
       "/api/v1/people/{id}/password",
       kApiKey,
       kJson,
       kEventBodyLimit,
       {},
       {"更改密码", "change a password"},
       r::change_password},
      {kPost,
       "/api/v1/people/{id}/disable",
       kApiKey,
       kNone,
       0,
       {},
       {"停用", "disable"},
       r::disable_person},
      {kGet,
       "/api/v1/organisations",
       kApiKey,
       kNone,
       0,
       {"kind", "area"},
       {"机构", "organisations"},
       r::list_organisations},
      {kPost,
       "/api/v1/organisations",
       kApiKey,
       kJson,
       kDirectoryBodyLimit,
       {"dry_run"},
       {"导入机构与人员", "put organisations and people"},
       r::put_organisations},
      {kGet,
       "/api/v1/calendars/{year}",
       kApiKey,
       kNone,
       0,
       {},
       {"放假安排", "a year's working days"},
       r::show_calendar},
      {kPost,
       "/api/v1/calendars",
       kApiKey,
       kJson,
       kEventBodyLimit,
       {"dry_run"},
       {"载入放假安排", "load a notice"},
       r::load_calendar},
      {kGet,
       "/api/v1/deadlines",
       kApiKey,
       kNone,
       0,
       {"limit", "cursor", "county", "rule", "effect", "state", "overdue", "due_before"},
       {"运行中的时限，先到期的在前", "running deadlines, least time left first"},
       r::list_running_deadlines},
      {kGet,
       "/api/v1/figures",
       kApiKey,
       kNone,
       0,
       {"county", "bank", "from", "to"},
       {"对接率、授信率、落地率", "the three rates"},
       r::show_figures},
      {kGet,
       "/api/v1/figures/{name}/cases",
       kApiKey,
       kNone,
       0,
       {"limit", "cursor", "county", "bank", "from", "to"},
       {"一个统计数所含的经营主体", "the enterprises behind a figure"},
       r::list_figure_cases},
      {kGet, "/api/v1/doctor", kApiKey, kNone, 0, {}, {"体检", "is all in order?"}, r::show_doctor},
      {kPost,
       "/api/v1/verify",
       kApiKey,
       kNone,
       0,
       {},
       {"核验全部记录", "replay all history"},
       r::verify_all},
      {kPost,
       "/api/v1/backups",
       kApiKey,
       kNone,
       0,
       {},
       {"下载一份备份", "a consistent copy"},
       r::take_backup},
  };
  add_subject_routes<kCase>(table, "/api/v1/cases", "/api/v1/cases/{id}",
                            "/api/v1/cases/{id}/events", "/api/v1/cases/{id}/allowed-events",
                            "/api/v1/cases/{id}/deadlines");
  add_subject_routes<kReferral>(
      table, "/api/v1/referrals", "/api/v1/referrals/{id}", "/api/v1/referrals/{id}/events",
      "/api/v1/referrals/{id}/allowed-events", "/api/v1/referrals/{id}/deadlines");
  add_subject_routes<kSlip>(table, "/api/v1/slips", "/api/v1/slips/{id}",
                            "/api/v1/slips/{id}/events", "/api/v1/slips/{id}/allowed-events",
                            "/api/v1/slips/{id}/deadlines");
  return table;
}

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

std::optional<PathValues> match(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/'), given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  PathValues values;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i].starts_with('{')) {
      if (wanted[i] != given[i]) return std::nullopt;
      continue;
    }
    const auto value = decode(given[i]);
    if (!value || value->empty()) return std::nullopt;
    values.emplace(wanted[i].substr(1, wanted[i].size() - 2), *value);
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

Answer refuse_method(const RouteMatch& found) {
  std::string allow;
  for (const std::string& method : found.allowed_methods)
    allow += (allow.empty() ? "" : ", ") + method;
  Answer answer = problem({"http.method_not_allowed", {{"allowed", allow}}});
  answer.headers.emplace_back("Allow", allow);
  return answer;
}

// What handlers throw is what cannot be helped here: the database, or a mistake of ours.
Answer guarded(Service& service, const Route& route, const Request& request) {
  try {
    if (auto fine = check_query(route, request); !fine) return problem(fine.error());
    auto answer = route.handler(service, request);
    return answer ? *std::move(answer) : problem(answer.error());
  } catch (const StoreFailure& failure) {
    log_error("store.failed", {{"code", failure.code}, {"route", std::string(route.pattern)}});
    return problem({failure.code, {{"reason", failure.what()}}});
  } catch (const std::exception& mistake) {
    // Its kind only: its text may quote what was asked.
    log_error("http.internal",
              {{"route", std::string(route.pattern)}, {"what", typeid(mistake).name()}});
    return problem({"http.internal", {}});
  }
}

}  // namespace

const std::vector<Route>& route_table() {
  static const std::vector<Route> table = make_table();
  return table;
}

RouteMatch find_route(std::string_view method, std::string_view path) {
  RouteMatch found;
  for (const Route& route : route_table()) {
    auto values = match(route.pattern, path);
    if (!values) continue;
    found.allowed_methods.emplace_back(route.method);
    if (route.method == kGet) found.allowed_methods.emplace_back("HEAD");
    if (found.route == nullptr && route.method == method) {
      found.route = &route;
      found.path_values = *std::move(values);
    }
  }
  std::sort(found.allowed_methods.begin(), found.allowed_methods.end());
  return found;
}

Answer dispatch(Service& service, Request request) {
  RouteMatch found = find_route(request.method, request.path);
  if (found.allowed_methods.empty()) return problem({"http.unknown_path", {}});
  if (found.route == nullptr) return refuse_method(found);
  request.path_values = std::move(found.path_values);
  return guarded(service, *found.route, request);
}

}  // namespace qianqiao
