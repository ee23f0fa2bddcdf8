#include "server/api/history_json.h"

#include <nlohmann/json.hpp>

#include "workflows/definition/event_catalogue.h"

namespace qianqiao {

namespace {

// Of who is known no more, or was never one of the house ("system"): none.
void add_name(nlohmann::ordered_json& json, const char* field, const PersonId& id,
              const Directory& directory) {
  if (const Person* person = directory.person(id)) json[field] = person->name;
}

}  // namespace

nlohmann::ordered_json to_json(const HistoryRow& row, SubjectKind kind,
                               const Directory& directory) {
  nlohmann::ordered_json json = {{"sequence", row.sequence},
                                 {"instant", format_instant(from_milliseconds(row.instant_ms))},
                                 {"event", row.event}};
  if (const EventEntry* entry = EventCatalogue::shipped().find(kind, row.event))
    json["sentence"] = {{"zh", entry->sentence.zh}, {"en", entry->sentence.en}};
  // Stored rows are text; one that is no JSON any more is for `verify` to name, not for us to hide.
  const auto data = nlohmann::ordered_json::parse(row.data, nullptr, false);
  json["data"] = data.is_discarded() ? nlohmann::ordered_json(row.data) : data;
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
