// The catalogue of events, events.yaml: what may be posted to whom, by whom, with which data.
// Everything that names an event derives from it: schemas, help, OpenAPI, forms, charts' tests.
// Immutable after loading; safe to share between threads.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

struct EventEntry {
  std::string name;  // past-tense fact, "ReviewApproved"
  SubjectKind subject;
  std::string clause;  // "(五)"; "†" where the notice is silent
  Text sentence;       // what happened, for history and help
  // Roles that may post it. Where it depends on the state, by leaf state or its outer state;
  // "*" is any other state. "system" is the engine itself.
  std::map<std::string, std::vector<std::string>> roles_by_state;
  std::string schema_json;     // JSON Schema draft-07 of `data`; unknown fields refused
  bool opens_subject = false;  // may be a subject's first event

  const std::vector<std::string>& roles(std::string_view state) const;  // empty: nobody here
};

class EventCatalogue {
 public:
  // Errors: definition.* with line numbers.
  static Result<EventCatalogue> from_yaml(std::string_view yaml);
  static const EventCatalogue& shipped();

  const EventEntry* find(SubjectKind kind, std::string_view event) const;  // null: no such event
  const std::vector<EventEntry>& entries() const { return entries_; }

  // Does `data` fit the event's schema? Errors: event.unknown; data.invalid with field and reason
  // in both languages (missing, unknown, wrong type, outside its limits).
  Result<void> validate(SubjectKind kind, std::string_view event, const nlohmann::json& data) const;

 private:
  EventCatalogue() = default;
  std::vector<EventEntry> entries_;
  struct Schemas;  // compiled once
  std::shared_ptr<const Schemas> schemas_;
};

}  // namespace qianqiao
