// The charts' transition table, made by asking the charts: each event with each probe in each
// state. It is kept as a golden file, drawn as the diagram, and says what a simulation has to
// reach. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/charts/chart.h"

namespace qianqiao {

struct TransitionRow {
  std::string state;  // leaf state; empty: before the first event; "*": wherever it is taken
  std::string event;
  std::string variant;  // what is special about the probe; empty: nothing
  std::string target;   // leaf state; "*": the state does not change; empty where refused
  std::string refusal;  // code; empty where taken
  std::vector<std::string> actions;  // short_form()
  bool operator==(const TransitionRow&) const = default;
};

// In the order of states and events. In-state reactions of an event that five or more states take
// alike, and refusals that all states share, are one row with the state "*".
std::vector<TransitionRow> transition_rows(SubjectKind kind);

// One line a row, for the golden file and for people.
std::string transition_table(SubjectKind kind);

// "arm bank-decision", "met bank-contact", "open referral-decision for bank_contact", …
std::string short_form(const Action& action);

}  // namespace qianqiao
