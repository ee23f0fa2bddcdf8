// Are a subject's deadlines and rungs what its history asks for, and is each of them counted right?
#pragma once

#include <vector>

#include "server/engine/subject_replay.h"
#include "server/engine/verifier.h"

namespace qianqiao {

// `replay` has taken all of the subject's history.
std::vector<Difference> check_deadlines(Reader& reader, const RuleBook& rules,
                                        const SubjectRow& subject, const SubjectReplay& replay);

// Is every rung that this running deadline passes claimed? Else it would stay silent without one
// that comes next.
bool is_past_ladder(Reader& reader, const RuleBook& rules, const DeadlineRow& deadline);

}  // namespace qianqiao
