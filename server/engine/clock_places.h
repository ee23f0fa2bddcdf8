// Where in its chart a clock is armed, found by asking the charts: who stands before that has the
// clock still ahead. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/charts/chart.h"

namespace qianqiao {

struct ClockPlace {
  SubjectKind kind = SubjectKind::kCase;
  std::string state;                // in which it runs first
  std::vector<std::string> before;  // states of this kind from which one comes there
};

// None: nothing arms it (a hook that no chart knows).
std::optional<ClockPlace> place_of_clock(std::string_view hook);

// States of a case that come before its banks decide: what concerns referrals is ahead of them.
const std::vector<std::string>& case_states_before_referrals();

}  // namespace qianqiao
