// Drafts of an overlay or template, worked on by several people: a change names the revision that
// it was made on, so that nobody's work is lost unseen.
#pragma once

#include <string>

#include "server/engine/rule_book.h"
#include "server/ports/workflow_records.h"

namespace qianqiao {

// Errors: workflow.title_missing, workflow.too_large.
Result<WorkflowDraftRow> begin_draft(Writer& writer, WorkflowDraftRow draft, Instant now);

struct DraftChange {
  std::string title, yaml;
  PersonId actor;
  std::string merged_version = {};  // that the draft takes account of from now on; empty: as before
};
// A change takes an approval away. Errors: workflow.draft_unknown, workflow.draft_closed,
// workflow.draft_changed; as begin_draft().
Result<WorkflowDraftRow> change_draft(Writer& writer, std::string_view area, std::int64_t id,
                                      std::int64_t revision, const DraftChange& change,
                                      Instant now);
Result<WorkflowDraftRow> discard_draft(Writer& writer, std::string_view area, std::int64_t id,
                                       std::int64_t revision, Instant now);
// By somebody other than who changed it last. Errors: those; workflow.own_draft.
Result<WorkflowDraftRow> approve_draft(Writer& writer, std::string_view area, std::int64_t id,
                                       std::int64_t revision, const PersonId& actor, Instant now);

}  // namespace qianqiao
