// The probes that the transition table is made with: for each event of each chart what may happen
// to it. Data fits events.yaml (a test checks it).
#pragma once

#include <string_view>
#include <vector>

#include "workflows/charts/chart.h"

namespace qianqiao {

struct Probe {
  std::string_view event;
  std::string_view variant;         // empty: the usual course
  std::string_view data = "{}";     // JSON
  std::string_view context = "{}";  // merged over the state's usual context (RFC 7396)
  std::string_view state = "";      // only here; empty: in every state that knows the event
  // With the county's rules that make more guards speak: reasons, steps.
  bool strict = false;
};

const std::vector<Probe>& probes(SubjectKind kind);
// What a subject usually remembers in this state.
std::string_view usual_context(SubjectKind kind, std::string_view state);

// The rules and the moment of all probes.
ChartRules probe_rules(bool strict);
Instant probe_instant();  // 2025-03-10T10:00+08:00
inline constexpr char kProbePerson[] = "zhang";

}  // namespace qianqiao
