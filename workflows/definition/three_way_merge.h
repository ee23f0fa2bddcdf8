// A draft beside what was published after it was begun: a three-way merge, part by part, against
// the version that the draft was begun on. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "workflows/definition/difference.h"

namespace qianqiao {

struct MergedPart {
  enum class Standing {
    kOurs,      // only the draft changes it
    kSame,      // both changed it to the same
    kTaken,     // only they changed it, and the draft has it as they do
    kCovered,   // the city changed it below; the county's own stays in its place
    kUndone,    // only they changed it, and the draft would take that back unseen
    kConflict,  // both changed it, each to something else
  };
  Standing standing = Standing::kOurs;
  DefinitionDifference::Part part = DefinitionDifference::Part::kDeadline;
  std::string name, stage, clause;  // as of a difference
  // As it was when the draft was begun, as it is now (of kCovered: the city's), as the draft would
  // have it. Empty: not there.
  Text base, theirs, ours;
};

struct MergeSides {
  const Definition& base;      // that the draft was begun on
  const Definition& in_force;  // now, for its area
  const Definition& city;      // now, without any overlay
  const Definition& draft_on_base;
  const Definition& draft;  // on today's city
};

// Those that differ anywhere, in the order of the draft.
std::vector<MergedPart> merged_parts(const MergeSides& sides);

// Somebody has to say which of the two it is.
bool asks_for_decision(MergedPart::Standing standing);

std::string_view to_string(MergedPart::Standing standing);  // "ours", "same", "taken", …

}  // namespace qianqiao
