#include "server/engine/plugin_requests.h"

#include <nlohmann/json.hpp>

#include "server/engine/case_snapshot.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr int kPage = 500;
constexpr std::size_t kMostCases = 10'000;  // of a county in one call

// Roles are shown, people are not.
std::string role_of(const Directory& directory, const PersonId& actor, Date day) {
  if (actor == kSystemPerson) return kSystemPerson;
  const auto held = directory.appointments(actor, day);
  return held.empty() ? "" : held.front()->role;
}

std::optional<HistoryRow> row_of(Reader& reader, const Json& about) {
  const std::int64_t sequence = about.value("sequence", std::int64_t{0});
  auto rows = reader.history(about.value("subject", ""), sequence - 1, 1);
  if (rows.empty() || rows.front().sequence != sequence) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::string about_event(const HistoryRow& row) {
  return Json{{"subject", row.subject}, {"sequence", row.sequence}}.dump();
}

Json event_json(const Directory& directory, const HistoryRow& row) {
  const Instant at = from_milliseconds(row.instant_ms);
  Json data = Json::parse(row.data, nullptr, false);
  if (!data.is_object()) data = Json::object();
  return {{"name", row.event},
          {"at", format_instant(at)},
          {"role", role_of(directory, row.actor, local_date(at))},
          {"data", std::move(data)}};
}

void add_open_cases(HookRequest& request, Reader& reader, const Engine& engine) {
  Json input = Json::parse(request.input);
  const auto directory = engine.directory();
  const auto rules = engine.rule_book();
  input["calendar"] = Json::parse(rules->calendar().to_json(), nullptr, false);
  Json& cases = input["cases"] = Json::array();
  SubjectFilter filter;
  filter.kind = SubjectKind::kCase;
  filter.county = request.plugin.county;
  filter.open_only = true;
  filter.limit = kPage;
  for (;;) {
    const auto page = reader.subjects(filter);
    for (const SubjectRow& row : page) {
      if (cases.size() == kMostCases) break;
      cases.push_back(case_alone(reader, *directory, row, request.now));
      request.subjects.push_back(row.id);
    }
    if (page.size() < kPage || cases.size() == kMostCases) break;
    filter.after = page.back().id;
  }
  request.input = input.dump();
}

HookRequest request_of_job(Reader& reader, const Engine& engine, const PluginJobRow& job) {
  HookRequest request;
  request.job_id = job.id;
  request.plugin = {job.plugin, "", job.county};
  request.kind = hook_kind(job.kind).value_or(HookKind::kStep);
  request.hook = job.hook;
  request.now = engine.now();
  if (request.kind == HookKind::kScheduled) {
    add_open_cases(request, reader, engine);
    return request;
  }
  const auto directory = engine.directory();
  const auto subject = reader.subject(job.subject);
  Json input = Json::object();
  if (subject)
    input = case_snapshot(reader, *directory, *engine.rule_book(), *subject, request.now);
  if (const Json about = Json::parse(job.about, nullptr, false); about.is_object())
    if (const auto row = row_of(reader, about)) input["event"] = event_json(*directory, *row);
  request.input = input.dump();
  return request;
}

}  // namespace qianqiao
