// Why is it in this state, why this date, why these buttons?
#include <nlohmann/json.hpp>

#include "server/api/deadline_json.h"
#include "server/api/gate.h"
#include "server/api/history_json.h"
#include "server/api/paging.h"
#include "server/api/permission.h"
#include "server/api/routes.h"
#include "server/engine/subject_replay.h"
#include "server/engine/verifier.h"  // what a replay keeps

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// The event that brought the subject into the state it is in, and the last one of all.
struct Way {
  std::optional<HistoryRow> entered_by, last;
};

Way way_to(const SubjectRow& subject, const RuleBook& rules, Reader& reader) {
  Way way;
  std::string state;
  replayed(reader, rules, subject, [&](const SubjectReplay& replay, const HistoryRow& row) {
    if (replay.configuration().state != state) way.entered_by = row;
    state = replay.configuration().state;
    way.last = row;
  });
  return way;
}

Json event_json(const Service& service, const SubjectRow& subject, const EventEntry& entry,
                const PersonId& actor) {
  Json json = {{"event", entry.name},
               {"sentence", {{"zh", entry.sentence.zh}, {"en", entry.sentence.en}}},
               {"clause", entry.clause},
               {"roles", entry.roles(subject.configuration.state)}};
  if (actor.empty()) return json;
  const auto allowed = check_permission(service, subject, entry, actor);
  const bool may = allowed || !permitted_for(service, subject, entry, actor).empty();
  json["permitted"] = may;
  if (!may) {
    const ErrorDescription advice = describe(allowed.error());
    json["why_not"] = {{"zh", advice.advice.zh}, {"en", advice.advice.en}};
  }
  return json;
}

Json row_or_null(const std::optional<HistoryRow>& row, SubjectKind kind, const Directory& directory,
                 const RuleBook& rules) {
  return row ? to_json(*row, kind, directory, rules) : Json(nullptr);
}

}  // namespace

template <SubjectKind kind>
Result<Answer> explain_subject(Service& service, const Request& request) {
  const std::string& id = request.path_value("id");
  const auto reader = service.store.reader();
  const auto subject = reader->subject(id);
  if (!subject || subject->kind != kind || !may_see(request, *subject))
    return fail("subject.not_found", {{"subject", id}});
  const auto rules = service.engine.rule_book();
  const auto directory = service.engine.directory();
  const Way way = way_to(*subject, *rules, *reader);
  Json body = {{"subject", subject->id},
               {"state", subject->configuration.state},
               {"version", subject->version},
               {"entered_by", row_or_null(way.entered_by, kind, *directory, *rules)},
               {"last_event", row_or_null(way.last, kind, *directory, *rules)}};
  body["tasks"] = Json::array();
  for (const TaskRow& task : reader->tasks_of(subject->id))
    body["tasks"].push_back({{"kind", task.kind},
                             {"role", task.role},
                             {"opened", format_instant(from_milliseconds(task.opened_ms))}});
  body["deadlines"] = Json::array();
  for (const DeadlineRow& deadline : reader->deadlines_of(subject->id))
    if (deadline.state == DeadlineState::kRunning)
      body["deadlines"].push_back(to_json(deadline, service.clock.now(), *rules, *reader));
  body["events"] = Json::array();
  for (const std::string& event : allowed_events(kind, subject->configuration.state))
    if (const EventEntry* entry = EventCatalogue::shipped().find(kind, event))
      body["events"].push_back(event_json(service, *subject, *entry, request.actor));
  return json_answer(body);
}

template Result<Answer> explain_subject<SubjectKind::kCase>(Service&, const Request&);
template Result<Answer> explain_subject<SubjectKind::kReferral>(Service&, const Request&);
template Result<Answer> explain_subject<SubjectKind::kSlip>(Service&, const Request&);

}  // namespace qianqiao::routes
