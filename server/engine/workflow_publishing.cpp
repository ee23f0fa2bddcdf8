#include "server/engine/workflow_publishing.h"

#include <algorithm>

#include "server/engine/definition_change.h"
#include "server/engine/workflow_merge.h"

namespace qianqiao {
namespace {

bool is_city(const Directory& directory, std::string_view area) {
  const Organisation* found = directory.organisation(area);
  return found != nullptr && found->kind == OrganisationKind::kCity;
}

DefinitionReading refused(Error error) { return {std::nullopt, {std::move(error)}}; }

// The rules with this text in force for its area.
Result<std::shared_ptr<RuleBook>> with_text(const RuleBook& rules, const Directory& directory,
                                            const std::string& area, const std::string& yaml) {
  if (yaml.empty() && !is_city(directory, area)) {
    auto changed = std::make_shared<RuleBook>(rules);
    changed->withdraw_overlay(area);
    return changed;
  }
  DefinitionReading reading = read_workflow(rules, directory, area, yaml);
  if (!reading.definition) return fail(std::move(reading.problems.front()));
  return with_definition(rules, directory, *reading.definition);
}

Result<WorkflowDraftRow> publishable_draft(Writer& writer, const RuleBook& rules,
                                           const Directory& directory, const Publishing& wanted) {
  const std::string id = std::to_string(wanted.draft);
  auto draft = writer.workflows().draft(wanted.draft);
  if (!draft || draft->area != wanted.area) return fail("workflow.draft_unknown", {{"draft", id}});
  if (draft->state != draft_state::kOpen) return fail("workflow.draft_closed", {{"draft", id}});
  if (draft->revision != wanted.revision)
    return fail("workflow.draft_changed",
                {{"draft", id}, {"revision", std::to_string(draft->revision)}});
  const bool asks = rules.current_of_city().approval() != Approval::kNone;
  if (asks && draft->approved_by.empty()) return fail("workflow.approval_missing", {{"draft", id}});
  if (draft->base_version != workflow_of(rules, directory, draft->area).version()) {
    const auto merge = merge_of_draft(rules, directory, *draft);
    if (!merge || merge->asks_for_decisions())
      return fail("workflow.merge_missing", {{"draft", id}});
  }
  return *std::move(draft);
}

// What an area went by before anything was published for it is kept first, to go back to.
void keep_what_was(Writer& writer, const RuleBook& rules, const Directory& directory,
                   const std::string& area, Instant now) {
  if (!writer.workflows().publications(area, 0, 1).empty()) return;
  WorkflowVersionRow row;
  row.area = area;
  row.version = workflow_of(rules, directory, area).version();
  row.yaml = text_of(rules, directory, area);
  row.published_by = kSystemPerson;
  row.published_ms = to_milliseconds(now);
  row.effective_on = local_date(now);
  row.in_force_ms = row.published_ms;
  writer.workflow_writes().insert_publication(row);
}

Result<Published> store_publication(Writer& writer, const RuleBook& rules,
                                    const Directory& directory, WorkflowVersionRow row,
                                    Instant now) {
  auto changed = with_text(rules, directory, row.area, row.yaml);
  if (!changed) return fail(std::move(changed.error()));
  keep_what_was(writer, rules, directory, row.area, now);
  row.version = workflow_of(**changed, directory, row.area).version();
  writer.workflow_writes().withdraw_waiting(row.area);  // what comes later was written for before
  Published published;
  if (row.effective_on <= local_date(now)) {
    row.in_force_ms = to_milliseconds(now);
    (*changed)->store_definitions(writer);
    published.rules = *changed;
  }
  row.id = writer.workflow_writes().insert_publication(row);
  published.row = std::move(row);
  return published;
}

// The one in force, and the one before it.
struct LastTwo {
  std::optional<WorkflowVersionRow> last, before;
};
LastTwo last_two(Reader& reader, std::string_view area) {
  constexpr int kPage = 20;
  LastTwo found;
  std::int64_t before = 0;
  while (true) {
    const auto page = reader.workflows().publications(area, before, kPage);
    for (const WorkflowVersionRow& row : page) {
      before = row.id;
      if (!row.in_force_ms) continue;
      if (found.last) {
        found.before = row;
        return found;
      }
      found.last = row;
    }
    if (page.size() < kPage) return found;
  }
}

}  // namespace

const Definition& workflow_of(const RuleBook& rules, const Directory& directory,
                              std::string_view area) {
  return is_city(directory, area) ? rules.current_of_city() : rules.current(area);
}

std::string text_of(const RuleBook& rules, const Directory& directory, std::string_view area) {
  const Definition& definition = workflow_of(rules, directory, area);
  if (is_city(directory, area)) return definition.template_yaml();
  return definition.has_overlay() ? definition.overlay_yaml() : "";
}

DefinitionReading read_workflow(const RuleBook& rules, const Directory& directory,
                                std::string_view area, std::string_view yaml) {
  const bool of_city = is_city(directory, area);
  if (yaml.empty() && !of_city) return {rules.current_of_city(), {}};
  DefinitionReading reading = rules.current_of_city().with({"draft", yaml});
  if (!reading.definition) return reading;
  const Definition& read = *reading.definition;
  if (read.has_overlay() == of_city)
    return refused({"workflow.not_a_template", {{"area", std::string(area)}}});
  if (read.area() != area)
    return refused(
        {"workflow.other_area", {{"area", std::string(area)}, {"written", read.area()}}});
  if (auto fits = with_definition(rules, directory, read); !fits) return refused(fits.error());
  return reading;
}

Result<Published> publish_workflow(Writer& writer, const RuleBook& rules,
                                   const Directory& directory, const Publishing& wanted,
                                   Instant now) {
  WorkflowVersionRow row;
  row.area = wanted.area;
  row.yaml = wanted.yaml;
  row.reverts = wanted.reverts;
  row.reason = wanted.reason;
  row.published_by = wanted.actor;
  row.published_ms = to_milliseconds(now);
  row.effective_on = wanted.effective_on.value_or(local_date(now));
  if (row.effective_on < local_date(now))
    return fail("workflow.effective_past", {{"day", format_date(row.effective_on)}});
  std::optional<WorkflowDraftRow> draft;
  if (wanted.draft != 0) {
    auto found = publishable_draft(writer, rules, directory, wanted);
    if (!found) return fail(found.error());
    draft = *std::move(found);
    row.draft = draft->id;
    row.yaml = draft->yaml;
    row.approved_by = draft->approved_by;
  }
  if (row.reverts == 0 && row.yaml == text_of(rules, directory, row.area))
    return fail("workflow.unchanged", {{"area", row.area}});
  auto published = store_publication(writer, rules, directory, std::move(row), now);
  if (published && draft) {
    draft->state = draft_state::kPublished;
    draft->changed_ms = to_milliseconds(now);
    writer.workflow_writes().update_draft(*draft);
  }
  return published;
}

Result<Published> revert_workflow(Writer& writer, const RuleBook& rules, const Directory& directory,
                                  std::string_view area, const std::string& reason,
                                  const PersonId& actor, Instant now) {
  const LastTwo two = last_two(writer, area);
  if (!two.last || !two.before)
    return fail("workflow.nothing_to_revert", {{"area", std::string(area)}});
  Publishing wanted;
  wanted.area = std::string(area);
  wanted.yaml = two.before->yaml;
  wanted.reverts = two.last->id;
  wanted.reason = reason;
  wanted.actor = actor;
  return publish_workflow(writer, rules, directory, wanted, now);
}

std::optional<Instant> next_effective_instant(Reader& reader) {
  const auto day = reader.workflows().next_effective_day();
  if (!day) return std::nullopt;
  return start_of_day(*day);
}

std::shared_ptr<const RuleBook> bring_due_into_force(Writer& writer, const RuleBook& rules,
                                                     const Directory& directory, Instant now) {
  const auto next = next_effective_instant(writer);
  if (!next || *next > now) return nullptr;
  auto latest = std::make_shared<RuleBook>(rules);
  for (const WorkflowVersionRow& row : writer.workflows().waiting_publications()) {
    if (start_of_day(row.effective_on) > now) break;
    auto changed = with_text(*latest, directory, row.area, row.yaml);
    if (changed) {
      latest = *changed;
      writer.workflow_writes().bring_into_force(row.id, now);
      continue;
    }
    IncidentRow incident;
    incident.kind = "workflow";
    incident.county = is_city(directory, row.area) ? "" : row.area;
    incident.detail = to_line(changed.error());
    incident.opened_ms = to_milliseconds(now);
    writer.insert_incident(incident);
    writer.workflow_writes().withdraw_waiting(row.area);
  }
  latest->store_definitions(writer);
  return latest;
}

}  // namespace qianqiao
