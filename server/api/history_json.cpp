#include "server/api/history_json.h"

#include <nlohmann/json.hpp>

#include "workflows/charts/chart.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

namespace {

// Of who is known no more, or was never one of the house ("system"): none.
void add_name(nlohmann::ordered_json& json, const char* field, const PersonId& id,
              const Directory& directory) {
  if (const Person* person = directory.person(id)) json[field] = person->name;
}

// {code: its title}: of the event's one reason, or of the several of a feedback.
nlohmann::ordered_json reasons_of(const HistoryRow& row, const nlohmann::ordered_json& data,
                                  const RuleBook& rules) {
  auto titles = nlohmann::ordered_json::object();
  const std::string list(reason_list_of(row.event));
  const Definition* definition = list.empty() ? nullptr : rules.find(row.workflow_version);
  if (definition == nullptr || !data.is_object()) return titles;
  const auto known = definition->reasons().find(list);
  if (known == definition->reasons().end()) return titles;
  const auto add = [&](const nlohmann::ordered_json& object, const char* field) {
    const auto code = object.find(field);
    if (code == object.end() || !code->is_string()) return;
    for (const ReasonCode& reason : known->second)
      if (reason.code == *code)
        titles[reason.code] = {{"zh", reason.title.zh}, {"en", reason.title.en}};
  };
  add(data, "reason");
  if (const auto several = data.find("reasons"); several != data.end() && several->is_array())
    for (const auto& one : *several)
      if (one.is_object()) add(one, "code");
  return titles;
}

}  // namespace

nlohmann::ordered_json to_json(const HistoryRow& row, SubjectKind kind, const Directory& directory,
                               const RuleBook& rules) {
  nlohmann::ordered_json json = {{"sequence", row.sequence},
                                 {"instant", format_instant(from_milliseconds(row.instant_ms))},
                                 {"event", row.event}};
  if (const EventEntry* entry = EventCatalogue::shipped().find(kind, row.event))
    json["sentence"] = {{"zh", entry->sentence.zh}, {"en", entry->sentence.en}};
  // Stored rows are text; one that is no JSON any more is for `verify` to name, not for us to hide.
  const auto data = nlohmann::ordered_json::parse(row.data, nullptr, false);
  json["data"] = data.is_discarded() ? nlohmann::ordered_json(row.data) : data;
  if (auto reasons = reasons_of(row, data, rules); !reasons.empty())
    json["reasons"] = std::move(reasons);
  json["actor"] = row.actor;
  add_name(json, "actor_name", row.actor, directory);
  if (!row.acting_for.empty()) {
    json["acting_for"] = row.acting_for;
    add_name(json, "acting_for_name", row.acting_for, directory);
  }
  if (row.mandate != 0) json["mandate"] = std::to_string(row.mandate);
  json["clause"] = row.clause;
  json["workflow_version"] = row.workflow_version;
  json["calendar_version"] = row.calendar_version;
  if (!row.plugin_digest.empty()) json["plugin_digest"] = row.plugin_digest;
  json["digest"] = to_hex(row.digest);
  return json;
}

}  // namespace qianqiao
