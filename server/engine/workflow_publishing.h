// Customising: from a draft's text to rules in force. A county writes an overlay, the city a
// template; cases keep the version of the stage they are in, whatever is published.
//
// What is published, its document and what is in force are stored in one transaction: a process
// that ends in between has published nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/directory.h"
#include "server/engine/rule_book.h"
#include "server/ports/workflow_records.h"

namespace qianqiao {

// The text as this area would go by it, on the template in force; "" of a county: the city's alone.
// Problems: definition.* with their lines; workflow.other_area, workflow.not_a_template,
// workflow.area_unknown, workflow.department_unknown. A county whose overlay a template would no
// longer carry stays behind: see RuleBook::counties_behind().
DefinitionReading read_workflow(const RuleBook& rules, const Directory& directory,
                                std::string_view area, std::string_view yaml);

// What the area goes by today, and the text that was written for it: "" of a county without one.
const Definition& workflow_of(const RuleBook& rules, const Directory& directory,
                              std::string_view area);
std::string text_of(const RuleBook& rules, const Directory& directory, std::string_view area);

// What is to be published. By a draft it is named with the revision that was read.
struct Publishing {
  std::int64_t draft = 0, revision = 0;  // 0: a text without a draft
  std::string area, yaml;                // of a draft its own
  std::int64_t reverts = 0;
  std::string reason;
  PersonId actor;
  std::optional<Date> effective_on;  // none: today
};

struct Published {
  WorkflowVersionRow row;
  std::shared_ptr<const RuleBook> rules;  // in force from now on; null: its day has not come
};

// Errors: workflow.draft_unknown, workflow.draft_closed, workflow.draft_changed,
// workflow.approval_missing, workflow.effective_past, workflow.unchanged, workflow.merge_missing
// where others published since it was begun what the draft takes back or has otherwise, and those
// of read_workflow().
Result<Published> publish_workflow(Writer& writer, const RuleBook& rules,
                                   const Directory& directory, const Publishing& wanted,
                                   Instant now);

// Puts back what the area went by before its newest publication; done twice, that is back.
// Errors: workflow.nothing_to_revert, and those of read_workflow().
Result<Published> revert_workflow(Writer& writer, const RuleBook& rules, const Directory& directory,
                                  std::string_view area, const std::string& reason,
                                  const PersonId& actor, Instant now);

// When a publication that waits comes into force next.
std::optional<Instant> next_effective_instant(Reader& reader);
// Brings those into force whose day has come. One that does not fit any more is taken away and
// opens an incident. The rules from now on; null: nothing was due.
std::shared_ptr<const RuleBook> bring_due_into_force(Writer& writer, const RuleBook& rules,
                                                     const Directory& directory, Instant now);

}  // namespace qianqiao
