// What a draft would mean for what is open today, part by part: who goes on as now, who meets the
// new rule later, which step nobody could do. Read from one view of the store; nothing is changed.
//
// A running clock keeps its rule and a case its stage's version, so that publishing moves no date.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/condition_trial.h"
#include "server/engine/directory.h"
#include "server/ports/store.h"
#include "workflows/definition/difference.h"

namespace qianqiao {

// Open subjects of one kind in one state: the list behind a number.
struct StateCount {
  SubjectKind kind;
  std::string state;
  std::int64_t subjects = 0;
  bool operator==(const StateCount&) const = default;
};

// Of a clock: what it gives, as it is and as it would be. A running one keeps its date.
struct ClockChange {
  std::string hook;
  Effect effect = Effect::kService;
  std::optional<Budget> before, after;  // none: it is not there
  // Of a county's own beside one of the notice: that one, which stays.
  std::optional<Budget> beside;
};

struct ImpactLine {
  DefinitionDifference difference;
  // They go on by the version they have. Of a clock: those that run by the rule as it is, of a new
  // one those of the same hook, which run without it. Of a step: open cases in its stage.
  std::int64_t keeps = 0;
  // Open subjects on whose way it lies, which will meet it as the draft has it. For a referral's
  // clock these are referrals, and cases that were not pushed yet.
  std::int64_t meets = 0;
  std::vector<StateCount> meets_by_state;
  std::optional<ClockChange> clock;  // none: it is no clock
  // Of a new step: its department or role has nobody today; cases would wait there.
  bool has_nobody = false;
  // Of a new step under a condition: what it would say of the cases that `meets` counts and those
  // in its stage, by what is known of them now; without the list. None: it has no condition.
  std::optional<ConditionTrial> condition;
};

using StateCounts = std::map<std::string, std::int64_t>;

struct WorkflowImpact {
  std::int64_t open_cases = 0, open_referrals = 0, open_slips = 0;
  StateCounts cases_by_state, referrals_by_state, slips_by_state;
  bool statutory_unchanged = true;  // each clock of the notice is as it was
  std::vector<ImpactLine> lines;
  bool was_stopped = false;  // should_stop said so: what was counted until then
};

struct ImpactQuestion {
  std::string area;  // a county, or a city with all its counties
  Date today;
  std::function<bool()> should_stop = {};
  std::function<void(std::int64_t rows)> progress = {};  // that were looked at so far
};

WorkflowImpact workflow_impact(Reader& reader, const Directory& directory, const Definition& before,
                               const Definition& after, const ImpactQuestion& question);

}  // namespace qianqiao
