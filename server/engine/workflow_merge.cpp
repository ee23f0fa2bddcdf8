#include "server/engine/workflow_merge.h"

#include <algorithm>

#include "server/engine/workflow_publishing.h"

namespace qianqiao {
namespace {

// Publications that are looked at for the last one in force: at most one waits for its day.
constexpr int kLatest = 20;

// A county's text, which may be none, or a city's, on what this definition stands on.
DefinitionReading put_on(const Definition& base, const std::string& yaml) {
  return base.with(yaml.empty() ? DefinitionSource{"template", base.template_yaml()}
                                : DefinitionSource{"draft", yaml});
}

Result<WorkflowMerge> merge(const RuleBook& rules, const Directory& directory,
                            std::string_view area, const std::string& base_version,
                            const std::string& yaml) {
  const Definition* base = rules.find(base_version);
  if (base == nullptr) return fail("workflow.base_unknown", {{"version", base_version}});
  const Definition& in_force = workflow_of(rules, directory, area);
  const Definition& city = rules.current_of_city();
  WorkflowMerge merge{
      base_version, in_force.version(), in_force.template_yaml() != city.template_yaml(), {}, {}};
  const DefinitionReading on_base = put_on(*base, yaml);
  DefinitionReading draft = put_on(city, yaml);
  merge.problems = std::move(draft.problems);
  // A text that fits only one of the two templates still tells what its author wants.
  const auto& ours = draft.definition ? draft.definition : on_base.definition;
  if (!ours) return merge;
  merge.parts = merged_parts(
      {*base, in_force, city, on_base.definition ? *on_base.definition : *ours, *ours});
  return merge;
}

}  // namespace

bool WorkflowMerge::asks_for_decisions() const {
  return std::any_of(parts.begin(), parts.end(),
                     [](const MergedPart& part) { return asks_for_decision(part.standing); });
}

Result<WorkflowMerge> merge_of_draft(const RuleBook& rules, const Directory& directory,
                                     const WorkflowDraftRow& draft) {
  return merge(rules, directory, draft.area, draft.base_version, draft.yaml);
}

Result<WorkflowMerge> merge_of_area(Reader& reader, const RuleBook& rules,
                                    const Directory& directory, std::string_view area) {
  std::string base = workflow_of(rules, directory, area).version();
  for (const WorkflowVersionRow& row : reader.workflows().publications(area, 0, kLatest))
    if (row.in_force_ms) {
      base = row.version;
      break;
    }
  return merge(rules, directory, area, base, text_of(rules, directory, area));
}

}  // namespace qianqiao
