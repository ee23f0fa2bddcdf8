// What may be asked of the engine, and its answers. People, banks' systems, clocks and imports all
// come by this one door.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "server/ports/rows.h"
#include "workflows/base/result.h"

namespace qianqiao {

// For an event that opens a subject: of which enterprise, or under which case.
struct Opening {
  std::string county;
  EnterpriseId enterprise;  // of a case
  SubjectId case_id;        // of a slip
  SubjectId referral_id;    // of a slip about a referral; else empty
};

struct Command {
  SubjectKind kind = SubjectKind::kCase;
  SubjectId subject;  // empty with `opening`
  std::optional<Opening> opening;
  std::string event;
  std::shared_ptr<const nlohmann::json> data;  // fits the event's schema
  std::string data_text;                       // the same as canonical JSON; empty: made of `data`
  PersonId actor;
  PersonId acting_for;                           // empty: for itself
  std::string idempotency_key;                   // empty: not repeatable by key
  std::optional<std::int64_t> expected_version;  // If-Match; none: whatever it is
  bool by_system = false;                        // posted by the engine's own clocks and imports
  std::string plugin_digest = {};  // of the plugin whose answer it is; empty: nobody's
  // Of DocumentAdded: the upload that becomes the document. Only who stored it knows it: without
  // one the event is refused.
  std::string upload = {};
};

// Reads `data_json`, checks it against the event's schema. Errors: json.malformed, event.unknown,
// data.invalid. Thread-safe: done by whoever asks, before the writing thread sees it.
Result<Command> make_command(SubjectKind kind, std::string_view event, std::string_view data_json);
Result<Command> make_command_of(SubjectKind kind, std::string_view event, nlohmann::json data);

struct Accepted {
  SubjectRow subject;     // as it stands after the commit
  std::int64_t sequence;  // of the history row that the event became
  bool replayed = false;  // the same key and body were answered before; nothing was done again
  std::string enterprise_name = {};
  bool visits_overlap = false;  // another team's visit is near the one that was planned
};
using Outcome = Result<Accepted>;

}  // namespace qianqiao
