// Moves running subjects to the version of the workflow that is in force. They keep the version of
// the stage they are in until somebody moves them on purpose: what passed of their service clocks
// counts, statutory clocks stay as they are, and their history says why.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/engine/transaction.h"

namespace qianqiao {

struct MigrationScope {
  std::string area;                      // a county, or a city with all its counties
  std::optional<SubjectKind> kind = {};  // none: all three
  std::string state = {};                // leaf state or an outer one; empty: any
};

// The open subjects of the scope that go by an earlier version, by id.
std::vector<SubjectRow> subjects_to_migrate(Reader& reader, const RuleBook& rules,
                                            const Directory& directory,
                                            const MigrationScope& scope);

// What moving one subject did, or would do.
struct MigrationEffect {
  SubjectRow subject;  // as it stood before
  std::string from, to;
  std::vector<std::string> steps_opened, steps_closed;
  struct Clock {
    std::string rule;
    std::optional<Date> before, after;  // its last day; none: it did not, or does not, run
  };
  std::vector<Clock> clocks;  // those that differ
};

// One after the other; those that go by the version in force already are passed over.
// Errors: those of posting WorkflowMigrated.
Result<std::vector<MigrationEffect>> migrate_subjects(Transaction& transaction, Writer& writer,
                                                      const RuleBook& rules,
                                                      std::span<const SubjectId> subjects,
                                                      const std::string& reason,
                                                      const PersonId& actor);

}  // namespace qianqiao
