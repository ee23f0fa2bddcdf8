// What a draft would mean for what is open today, part by part: who goes on as now, who meets the
// new rule later, which step nobody could do. Read from one view of the store; nothing is changed.
//
// A running clock keeps its rule and a case its stage's version, so that publishing moves no date.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/engine/directory.h"
#include "server/ports/store.h"
#include "workflows/definition/difference.h"

namespace qianqiao {

struct ImpactLine {
  DefinitionDifference difference;
  // Of a clock: those that run by the rule as it is. Of a step: open cases in its stage. They go on
  // by the version they have.
  std::int64_t keeps = 0;
  // Of a step: open cases in earlier stages, which will meet it as the draft has it. By state, for
  // the lists behind the number.
  std::int64_t meets = 0;
  std::map<std::string, std::int64_t> meets_by_state;
  // Of a new step: its department or role has nobody today; cases would wait there.
  bool has_nobody = false;
};

struct WorkflowImpact {
  std::int64_t open_cases = 0, open_referrals = 0, open_slips = 0;
  std::map<std::string, std::int64_t> cases_by_state;
  bool statutory_unchanged = true;  // each clock of the notice is as it was
  std::vector<ImpactLine> lines;
  bool was_stopped = false;  // should_stop said so: what was counted until then
};

struct ImpactQuestion {
  std::string area;  // a county, or a city with all its counties
  Date today;
  std::function<bool()> should_stop = {};
};

WorkflowImpact workflow_impact(Reader& reader, const Directory& directory, const Definition& before,
                               const Definition& after, const ImpactQuestion& question);

}  // namespace qianqiao
