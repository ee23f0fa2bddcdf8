// Three-way merge of an area's draft with what was published since it was begun: by another draft
// of the same area, or by the city, whose template lies below every county's overlay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/engine/directory.h"
#include "server/engine/rule_book.h"
#include "server/ports/workflow_records.h"
#include "workflows/definition/three_way_merge.h"

namespace qianqiao {

struct WorkflowMerge {
  std::string base_version;     // that it was begun on
  std::string current_version;  // in force for the area now
  // The city publishes a county along with itself; it goes by an older template where that failed.
  bool is_behind = false;
  std::vector<MergedPart> parts;  // empty too where the text cannot be read
  std::vector<Error> problems;    // of the text on what the city has today

  bool asks_for_decisions() const;
};

// Errors: workflow.base_unknown where the version that it was begun on is not readable any more.
Result<WorkflowMerge> merge_of_draft(const RuleBook& rules, const Directory& directory,
                                     const WorkflowDraftRow& draft);

// Of what the area itself published last with what the city published since.
Result<WorkflowMerge> merge_of_area(Reader& reader, const RuleBook& rules,
                                    const Directory& directory, std::string_view area);

}  // namespace qianqiao
