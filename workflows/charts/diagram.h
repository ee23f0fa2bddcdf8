// The charts as pictures, drawn from the transition table, so that picture and code cannot differ.
// Pure functions; a few milliseconds each.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "workflows/charts/chart.h"

namespace qianqiao {

// What an event is called: the sentences of the catalogue, which charts do not include.
using EventTitle = std::function<Text(std::string_view event)>;

std::string mermaid_diagram(SubjectKind kind, const EventTitle& title);  // stateDiagram-v2
// States from top to bottom in the order of the process. Beside each its ways out: a line runs to
// the bus of its target; the step to the next state goes straight down.
std::string svg_diagram(SubjectKind kind, const EventTitle& title);

}  // namespace qianqiao
