#include "server/api/openapi.h"

#include <nlohmann/json.hpp>
#include <set>

#include "server/api/component_schemas.h"
#include "server/api/event_schemas.h"
#include "server/api/route_table.h"
#include "server/api/session_cookie.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

std::string both(const Json& words) {
  return words.value("zh", "") + " / " + words.value("en", "");
}

Json to_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

std::string_view to_string(Access::Kind kind) {
  switch (kind) {
    case Access::Kind::kOpen:
      return "open";
    case Access::Kind::kSignedIn:
      return "signed-in";
    case Access::Kind::kRoles:
      return "roles";
    case Access::Kind::kLoopback:
      return "loopback";
    case Access::Kind::kOperator:
      break;
  }
  return "operator";
}

// "/api/v1/cases/{id}/events" → "cases"
std::string resource_of(std::string_view pattern) {
  for (const std::string_view prefix : {"/api/v1/", "/api/", "/"})
    if (pattern.starts_with(prefix)) {
      pattern.remove_prefix(prefix.size());
      break;
    }
  return std::string(pattern.substr(0, pattern.find('/')));
}

std::string in_lower_case(std::string_view method) {
  std::string lower;
  for (const char letter : method) lower += static_cast<char>(letter - 'A' + 'a');
  return lower;
}

// "GET", "/api/v1/cases/{id}/events" → "get_cases_id_events"
std::string operation_id(const Route& route) {
  std::string id = in_lower_case(route.method);
  std::string_view rest = route.pattern;
  if (rest.starts_with("/api/v1")) rest.remove_prefix(std::string_view("/api/v1").size());
  for (const char letter : rest)
    if (letter == '/' || letter == '-' || letter == '.')
      id += '_';
    else if (letter != '{' && letter != '}')
      id += letter;
  return id;
}

std::vector<std::string> path_names(std::string_view pattern) {
  std::vector<std::string> names;
  for (const std::string_view part : split(pattern, '/'))
    if (part.starts_with('{')) names.emplace_back(part.substr(1, part.size() - 2));
  return names;
}

// Does the answer wait for a plugin's? Elsewhere how it failed is part of the answer.
bool awaits_plugin(std::string_view pattern) {
  constexpr std::string_view kReports = "/api/v1/plugins/{name}/reports/";
  return pattern.substr(0, kReports.size()) == kReports ||
         pattern == "/api/v1/plugins/{name}/feedback";
}

// A document is added and removed by an event of its own, which conflicts with nothing: it takes a
// key and no version.
bool posts_document(const Route& route) {
  return route.method == "POST" && route.pattern.find("/documents") != std::string_view::npos;
}

// Of a demo only: elsewhere it is as if it were not there.
bool is_of_a_demo(std::string_view pattern) { return pattern.starts_with("/api/v1/demo/"); }

// The operator, who has no account, is told so.
bool is_of_ones_account(std::string_view pattern) { return pattern.starts_with("/api/v1/me/"); }

// Is the folder compared with what was installed, though nothing is changed?
bool reads_plugin_folder(std::string_view pattern) {
  return pattern == "/api/v1/plugins/{name}/files";
}

// What may go wrong, by what a route takes.
std::set<int> refusals_of(const Route& route) {
  std::set<int> statuses = {400, 401, 403, 429, 431, 503};
  const bool has_names = route.pattern.find('{') != std::string_view::npos;
  const bool has_body = route.body != BodyKind::kNone;
  if (has_names || has_body || is_of_a_demo(route.pattern)) statuses.insert(404);
  if (has_names || has_body || !route.parameters.empty()) statuses.insert(422);
  if (route.method != "GET" || reads_plugin_folder(route.pattern) ||
      is_of_ones_account(route.pattern))
    statuses.insert(409);
  if (has_body) statuses.insert({408, 413, 415});
  if (route.body == BodyKind::kUpload) statuses.insert(507);
  if (awaits_plugin(route.pattern)) statuses.insert({502, 504});
  if (posts_event(route.request) || posts_document(route)) statuses.insert(428);
  if (posts_to_subject(route.request)) statuses.insert(412);
  return statuses;
}

Json security_of(const Route& route) {
  const Json none = Json::array();
  if (route.access.kind == Access::Kind::kOpen) return none;
  Json ways = Json::array({{{"bearer", none}}});
  if (route.access.kind == Access::Kind::kOperator || route.access.kind == Access::Kind::kLoopback)
    return ways;
  ways.push_back(route.method == "GET" ? Json{{"session", none}}
                                       : Json{{"session", none}, {"csrf", none}});
  return ways;
}

class Description {
 public:
  Description() : words_(interface_words()), schemas_(component_schemas()) {
    add_event_schemas(schemas_);
  }

  Json build() {
    Json paths = Json::object(), tags = Json::array();
    std::set<std::string> resources;
    for (const Route& route : route_table()) {
      const std::string resource = resource_of(route.pattern);
      if (resources.insert(resource).second)
        tags.push_back({{"name", resource},
                        {"description", both(word("resources", resource))},
                        {"x-title", word("resources", resource)}});
      paths[std::string(route.pattern)][in_lower_case(route.method)] = operation(route, resource);
    }
    return {{"openapi", "3.1.0"},
            {"info", words_.at("info")},
            {"servers", {{{"url", "/"}, {"description", "本服务 / this server"}}}},
            {"tags", tags},
            {"paths", paths},
            {"components",
             {{"securitySchemes", security_schemes()},
              {"parameters", headers_taken()},
              {"responses", problems()},
              {"schemas", schemas_}}}};
  }

 private:
  Json word(const char* table, const std::string& name) const {
    return words_.at(table).value(name, Json::object());
  }

  Json operation(const Route& route, const std::string& resource) {
    Json made = {{"tags", {resource}},
                 {"operationId", operation_id(route)},
                 {"summary", both(to_json(route.summary))},
                 {"x-summary", to_json(route.summary)},
                 {"x-access", to_string(route.access.kind)},
                 {"x-roles", route.access.roles},
                 {"security", security_of(route)}};
    if (Json parameters = parameters_of(route); !parameters.empty())
      made["parameters"] = std::move(parameters);
    if (route.body != BodyKind::kNone) made["requestBody"] = body_of(route);
    made["responses"] = responses_of(route);
    return made;
  }

  Json parameters_of(const Route& route) const {
    Json list = Json::array();
    const auto add = [&](const std::string& name, const char* place, bool required) {
      const Json words = word("parameters", name);
      list.push_back({{"name", name},
                      {"in", place},
                      {"required", required},
                      {"description", both(words)},
                      {"schema", words.value("schema", Json::object())}});
    };
    for (const std::string& name : path_names(route.pattern)) add(name, "path", true);
    for (const std::string_view name : route.parameters) add(std::string(name), "query", false);
    const auto take = [&](const char* header) {
      list.push_back({{"$ref", std::string("#/components/parameters/") + header}});
    };
    if (posts_event(route.request) || posts_document(route)) take("Idempotency-Key");
    if (posts_to_subject(route.request)) take("If-Match");
    if (route.access.kind != Access::Kind::kOpen) take("X-Qianqiao-Actor");
    return list;
  }

  static Json body_of(const Route& route) {
    Json content = {{"application/json", {{"schema", reference_to(route.request)}}}};
    if (route.body == BodyKind::kUpload)
      content = {{"text/csv", Json::object()}, {"application/octet-stream", Json::object()}};
    return {{"required", route.body != BodyKind::kOptionalJson},
            {"content", content},
            {"x-limit-bytes", route.body_limit}};
  }

  Json responses_of(const Route& route) {
    Json responses = Json::object();
    for (const Success& success : route.answers)
      responses[std::to_string(success.status)] = response(route, success);
    for (const int status : refusals_of(route))
      responses[std::to_string(status)] = {
          {"$ref", "#/components/responses/" + std::to_string(status)}};
    return responses;
  }

  Json response(const Route& route, const Success& success) {
    Json made = {{"description", both(word("statuses", std::to_string(success.status)))}};
    const std::string body(success.body);
    const Json text = {{"schema", {{"type", "string"}}}};
    Json headers = Json::object();
    for (const Json& name : schemas_.value(body, Json::object()).value("x-headers", Json::array()))
      headers[name.get<std::string>()] = text;
    if (success.status == 201 && posts_event(route.request)) headers["Location"] = text;
    if (!headers.empty()) made["headers"] = std::move(headers);
    if (body.find('/') != std::string::npos)
      for (const std::string_view type : split(body, ','))  // one of these
        made["content"][std::string(type)] = Json::object();
    else if (!body.empty())
      made["content"] = {{"application/json", {{"schema", reference_to(body_schema(body))}}}};
    return made;
  }

  // "Person[]" is a page of them.
  std::string body_schema(const std::string& body) {
    if (!body.ends_with("[]")) return body;
    const std::string item = body.substr(0, body.size() - 2), name = item + "Page";
    const Json described = schemas_.value(item, Json::object());
    schemas_[name] = {{"title", described.value("title", "") + "（一页）"},
                      {"x-title-en", "A page: " + described.value("x-title-en", "")},
                      {"type", "object"},
                      {"properties",
                       {{"items", {{"type", "array"}, {"items", reference_to(item)}}},
                        {"next_cursor", reference_to("Cursor")}}},
                      {"required", {"items", "next_cursor"}},
                      {"additionalProperties", false}};
    return name;
  }

  Json problems() const {
    Json made = Json::object();
    for (const auto& [status, words] : words_.at("statuses").items())
      if (status >= "400")
        made[status] = {
            {"description", both(words)},
            {"content", {{"application/problem+json", {{"schema", reference_to("Problem")}}}}}};
    return made;
  }

  static Json headers_taken() {
    const auto header = [](const char* name, bool required, const char* words) -> Json {
      return {{"name", name},
              {"in", "header"},
              {"required", required},
              {"description", words},
              {"schema", {{"type", "string"}}}};
    };
    return {
        {"Idempotency-Key", header("Idempotency-Key", true,
                                   "同一请求重发时不变，至多200个可见字符 / the same when the "
                                   "request is sent again; up to 200 visible characters")},
        {"If-Match", header("If-Match", true,
                            "读到的 ETag（\"3\"），或 * / the ETag that was read (\"3\"), or *")},
        {"X-Qianqiao-Actor",
         header("X-Qianqiao-Actor", false, "仅供本机操作员：代表谁 / the operator only: as whom")}};
  }

  static Json security_schemes() {
    return {
        {"session",
         {{"type", "apiKey"},
          {"in", "cookie"},
          {"name", session_cookie_name(false)},
          {"description", std::string("POST /api/v1/session；TLS: ") + session_cookie_name(true)}}},
        {"csrf",
         {{"type", "apiKey"},
          {"in", "header"},
          {"name", "X-CSRF-Token"},
          {"description", "与会话一起得到 / comes with the session"}}},
        {"bearer",
         {{"type", "http"}, {"scheme", "bearer"}, {"description", "接口密钥 / an API key"}}}};
  }

  const Json words_;
  Json schemas_;
};

}  // namespace

const std::string& openapi_document() {
  static const std::string text = Description().build().dump();
  return text;
}

}  // namespace qianqiao
