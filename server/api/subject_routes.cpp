// Reading cases, referrals and slips.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/deadline_json.h"
#include "server/api/gate.h"
#include "server/api/history_json.h"
#include "server/api/paging.h"
#include "server/api/permission.h"
#include "server/api/posting.h"
#include "server/api/routes.h"
#include "server/api/subject_filter.h"
#include "server/api/subject_json.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// What the enterprise applies for: of its case no more than a bank has to know to decide.
std::optional<Json> application_of(const SubjectRow& referral, Reader& reader) {
  constexpr int kPage = 500;
  std::optional<Json> found;
  std::vector<HistoryRow> page;
  std::int64_t after = 0;
  do {
    page = reader.history(referral.case_id, after, kPage);
    for (const HistoryRow& row : page) {
      after = row.sequence;
      if (row.event != "ApplicationSubmitted" || row.instant_ms > referral.opened_ms) continue;
      const auto data = Json::parse(row.data, nullptr, /*allow_exceptions=*/false);
      if (!data.is_object() || !data.contains("amount_fen")) continue;
      found = Json{{"amount_fen", data.value("amount_fen", std::int64_t{0})},
                   {"purpose", data.value("purpose", "")},
                   {"term_months", data.value("term_months", 0)},
                   {"submitted", format_instant(from_milliseconds(row.instant_ms))}};
    }
  } while (page.size() == kPage);
  return found;
}

Json event_json(const EventEntry& entry, std::string_view state) {
  return {{"event", entry.name},
          {"clause", entry.clause},
          {"sentence", {{"zh", entry.sentence.zh}, {"en", entry.sentence.en}}},
          {"roles", entry.roles(state)},
          {"schema", Json::parse(entry.schema_json, nullptr, false)}};
}

// Those to choose from: the notice's, the city's and the county's own.
Json reasons_json(const Definition& definition, std::string_view event) {
  Json reasons = Json::array();
  const auto known = definition.reasons().find(std::string(reason_list_of(event)));
  if (known == definition.reasons().end()) return reasons;
  for (const ReasonCode& reason : known->second)
    reasons.push_back({{"code", reason.code},
                       {"title", {{"zh", reason.title.zh}, {"en", reason.title.en}}},
                       {"clause", reason.clause},
                       {"repairable", reason.repairable}});
  return reasons;
}

// The county's own steps that are open here, each with what completing it asks for: the event's
// data with this step named and its own form.
Json open_steps_json(const SubjectRow& row, const Definition& definition, const EventEntry& entry) {
  const auto open = ready_steps(row.configuration, definition.chart_rules());
  Json steps = Json::array();
  for (const StepRule& step : definition.steps()) {
    if (step.stage != row.configuration.state ||
        std::find(open.begin(), open.end(), step.id) == open.end())
      continue;
    if (step.kind == StepKind::kNotice || step.kind == StepKind::kWait) continue;  // nobody's
    Json schema = Json::parse(entry.schema_json, nullptr, false);
    schema["properties"]["step"]["enum"] = Json::array({step.id});
    if (step.form_json.empty())
      schema["properties"].erase("form");
    else
      schema["properties"]["form"].update(Json::parse(step.form_json, nullptr, false));
    steps.push_back({{"step", step.id},
                     {"title", {{"zh", step.title.zh}, {"en", step.title.en}}},
                     {"role", step.role},
                     {"department", step.department},
                     {"schema", std::move(schema)}});
  }
  return steps;
}

}  // namespace

template <SubjectKind kind>
Result<Answer> list_subjects(Service& service, const Request& request) {
  const auto filter = filter_of(kind, request, service.clock.now());
  if (!filter) return fail(filter.error());
  const auto reader = service.store.reader();
  const auto rows = reader->subjects(*filter);
  Json items = Json::array();
  for (const SubjectRow& row : rows) items.push_back(to_json(row, *reader));
  const bool full = rows.size() == static_cast<std::size_t>(filter->limit);
  return list_answer(items, full ? cursor_after(rows.back(), filter->order) : "");
}

template <SubjectKind kind>
Result<Answer> show_subject(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto row = subject_of(*reader, kind, request);
  if (!row) return fail(row.error());
  Json body = to_json(*row, *reader);
  if constexpr (kind == SubjectKind::kReferral)
    if (auto application = application_of(*row, *reader))
      body["application"] = *std::move(application);
  body["allowed_events"] = allowed_events(kind, row->configuration.state);
  Json tasks = Json::array();
  for (const TaskRow& task : reader->tasks_of(row->id))
    tasks.push_back({{"kind", task.kind},
                     {"role", task.role},
                     {"opened", format_instant(from_milliseconds(task.opened_ms))}});
  body["tasks"] = tasks;
  Answer answer = json_answer(body);
  answer.headers.emplace_back("ETag", '"' + std::to_string(row->version) + '"');
  return answer;
}

template <SubjectKind kind>
Result<Answer> list_history(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto after = numbered_cursor(*page);
  if (!after) return fail(after.error());
  const auto reader = service.store.reader();
  const auto row = subject_of(*reader, kind, request);
  if (!row) return fail(row.error());
  const auto history = reader->history(row->id, *after, page->limit);
  const auto directory = service.engine.directory();
  const auto rules = service.engine.rule_book();
  Json items = Json::array();
  for (const HistoryRow& entry : history) items.push_back(to_json(entry, kind, *directory, *rules));
  const bool full = history.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(history.back().sequence) : "");
}

template <SubjectKind kind>
Result<Answer> list_allowed_events(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto row = subject_of(*reader, kind, request);
  if (!row) return fail(row.error());
  const std::string& state = row->configuration.state;
  const auto& events = allowed_events(kind, state);
  const auto rules = service.engine.rule_book();
  Json items = Json::array();
  for (const std::string& event : events) {
    const EventEntry* entry = EventCatalogue::shipped().find(kind, event);
    if (entry == nullptr) continue;
    Json item = event_json(*entry, state);
    if (event == "StepCompleted")
      item["steps"] = open_steps_json(*row, rules->definition(row->workflow_version), *entry);
    if (Json reasons = reasons_json(rules->definition(row->workflow_version), event);
        !reasons.empty())
      item["reasons"] = std::move(reasons);
    if (!request.actor.empty()) {
      item["permitted"] = check_permission(service, *row, *entry, request.actor).has_value();
      if (auto names = permitted_for(service, *row, *entry, request.actor); !names.empty())
        item["permitted_for"] = std::move(names);
    }
    items.push_back(std::move(item));
  }
  return json_answer({{"subject", row->id},
                      {"state", state},
                      {"version", row->version},
                      {"items", items},
                      {"next_cursor", nullptr}});
}

template <SubjectKind kind>
Result<Answer> list_deadlines(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto row = subject_of(*reader, kind, request);
  if (!row) return fail(row.error());
  const auto rules = service.engine.rule_book();
  Json items = Json::array();
  for (const DeadlineRow& deadline : reader->deadlines_of(row->id))
    items.push_back(to_json(deadline, service.clock.now(), *rules, *reader));
  return list_answer(items, "");
}

#define QIANQIAO_FOR_KIND(kind)                                                \
  template Result<Answer> list_subjects<kind>(Service&, const Request&);       \
  template Result<Answer> show_subject<kind>(Service&, const Request&);        \
  template Result<Answer> list_history<kind>(Service&, const Request&);        \
  template Result<Answer> list_allowed_events<kind>(Service&, const Request&); \
  template Result<Answer> list_deadlines<kind>(Service&, const Request&);
QIANQIAO_FOR_KIND(SubjectKind::kCase)
QIANQIAO_FOR_KIND(SubjectKind::kReferral)
QIANQIAO_FOR_KIND(SubjectKind::kSlip)
#undef QIANQIAO_FOR_KIND

}  // namespace qianqiao::routes
