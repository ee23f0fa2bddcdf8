// What may be posted, as schemas, made from the catalogue of events: one for each event, and one
// for each place where events are posted that takes any of its events by name. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace qianqiao {

// "CaseEvents", "ReferralEvents", "SlipEvents"; "CaseOpening", "SlipOpening";
// "CaseEvent.Withdrawn".
void add_event_schemas(nlohmann::ordered_json& schemas);

// Is this schema of a body one of those above? Such a request takes an Idempotency-Key.
bool posts_event(std::string_view schema);
// To a subject that is there already? Then it takes If-Match too.
bool posts_to_subject(std::string_view schema);

}  // namespace qianqiao
