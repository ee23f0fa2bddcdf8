#include "server/engine/workflow_drafts.h"

namespace qianqiao {
namespace {

constexpr std::size_t kLongestTitle = 200, kLargestText = 256 * 1024;  // bytes

Result<void> check_content(const std::string& title, const std::string& yaml) {
  if (title.empty() || title.size() > kLongestTitle)
    return fail("workflow.title_missing", {{"most", std::to_string(kLongestTitle)}});
  if (yaml.size() > kLargestText)
    return fail("workflow.too_large", {{"most", std::to_string(kLargestText / 1024)}});
  return {};
}

Result<WorkflowDraftRow> open_draft(Writer& writer, std::string_view area, std::int64_t id,
                                    std::int64_t revision) {
  auto draft = writer.workflows().draft(id);
  const std::string number = std::to_string(id);
  if (!draft || draft->area != area) return fail("workflow.draft_unknown", {{"draft", number}});
  if (draft->state != draft_state::kOpen) return fail("workflow.draft_closed", {{"draft", number}});
  if (draft->revision != revision)
    return fail("workflow.draft_changed",
                {{"draft", number}, {"revision", std::to_string(draft->revision)}});
  return *std::move(draft);
}

WorkflowDraftRow stored(Writer& writer, WorkflowDraftRow draft, Instant now) {
  draft.changed_ms = to_milliseconds(now);
  writer.workflow_writes().update_draft(draft);
  return draft;
}

}  // namespace

Result<WorkflowDraftRow> begin_draft(Writer& writer, WorkflowDraftRow draft, Instant now) {
  if (auto fine = check_content(draft.title, draft.yaml); !fine) return fail(fine.error());
  draft.created_ms = draft.changed_ms = to_milliseconds(now);
  draft.id = writer.workflow_writes().insert_draft(draft);
  return draft;
}

Result<WorkflowDraftRow> change_draft(Writer& writer, std::string_view area, std::int64_t id,
                                      std::int64_t revision, const DraftChange& change,
                                      Instant now) {
  if (auto fine = check_content(change.title, change.yaml); !fine) return fail(fine.error());
  auto draft = open_draft(writer, area, id, revision);
  if (!draft) return draft;
  draft->title = change.title;
  draft->yaml = change.yaml;
  draft->author = change.actor;
  if (!change.merged_version.empty()) draft->base_version = change.merged_version;
  draft->approved_by.clear();
  ++draft->revision;
  return stored(writer, *std::move(draft), now);
}

Result<WorkflowDraftRow> discard_draft(Writer& writer, std::string_view area, std::int64_t id,
                                       std::int64_t revision, Instant now) {
  auto draft = open_draft(writer, area, id, revision);
  if (!draft) return draft;
  draft->state = draft_state::kDiscarded;
  return stored(writer, *std::move(draft), now);
}

Result<WorkflowDraftRow> approve_draft(Writer& writer, std::string_view area, std::int64_t id,
                                       std::int64_t revision, const PersonId& actor, Instant now) {
  auto draft = open_draft(writer, area, id, revision);
  if (!draft) return draft;
  if (draft->author == actor) return fail("workflow.own_draft", {{"draft", std::to_string(id)}});
  draft->approved_by = actor;
  return stored(writer, *std::move(draft), now);
}

}  // namespace qianqiao
