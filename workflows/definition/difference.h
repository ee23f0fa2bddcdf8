// What differs between two definitions, part by part and in plain sentences: what a draft changes,
// what a version changed. Pure.
#pragma once

#include <string>
#include <vector>

#include "workflows/base/text.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

struct DefinitionDifference {
  enum class Change { kAdded, kRemoved, kChanged };
  enum class Part { kDeadline, kLimit, kVisits, kStep, kReason, kNotice, kApproval };

  Change change = Change::kChanged;
  Part part = Part::kDeadline;
  std::string name;    // of the deadline, limit, step or notice; "return/premises_doubtful"
  std::string stage;   // leaf state of a step; else empty
  std::string clause;  // that it stands by; empty: the county's own
  Text before, after;  // in a sentence each; empty where it was or is not there
};

// One named thing of a definition as it stands: what it is compared by, and how it reads.
struct DefinitionPart {
  DefinitionDifference::Part part = DefinitionDifference::Part::kDeadline;
  std::string name, stage, clause;  // as of a difference
  Text sentence;
  std::string beyond = {};  // what no sentence tells, such as a form's bounds
  bool says_as(const DefinitionPart& other) const {
    return sentence == other.sentence && beyond == other.beyond;
  }
};
// All of a definition, in its order.
std::vector<DefinitionPart> parts_of(const Definition& definition);

// Of statute and template as well as of overlays; statutory parts can differ only between statutes.
std::vector<DefinitionDifference> differences(const Definition& before, const Definition& after);

// "新增：…", "取消：…", "原为：… 改为：…".
Text explain(const DefinitionDifference& difference);

std::string_view to_string(DefinitionDifference::Change change);  // "added", "removed", "changed"
std::string_view to_string(DefinitionDifference::Part part);      // "deadline", "limit", …

}  // namespace qianqiao
