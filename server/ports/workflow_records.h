// What the store keeps of customising: drafts of a county's overlay or of the city's template, and
// what was published when, by whom. A part of the store's port, in a header of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"

namespace qianqiao {

namespace draft_state {
inline constexpr char kOpen[] = "open", kPublished[] = "published", kDiscarded[] = "discarded";
}

struct WorkflowDraftRow {
  std::int64_t id = 0;
  std::string area;  // the county whose overlay, or the city whose template it is
  std::string title;
  std::string yaml;           // as it is written now, right or wrong
  std::string base_version;   // what was in force when it was begun
  std::int64_t revision = 1;  // one more with each change
  std::string state = draft_state::kOpen;
  PersonId author;  // who changed it last; empty: the operator
  // Who agreed to this revision; empty: nobody yet. A change takes it away.
  PersonId approved_by;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  bool operator==(const WorkflowDraftRow&) const = default;
};

// One publication. Immutable but for when it came into force.
struct WorkflowVersionRow {
  std::int64_t id = 0;
  std::string area;
  std::string version;       // of the definition, as it was when published
  std::string yaml;          // overlay or template; empty: the county goes by the city's again
  std::int64_t draft = 0;    // it came from; 0: none
  std::int64_t reverts = 0;  // the publication that it takes back; 0: none
  std::string reason;
  PersonId published_by;
  PersonId approved_by;
  std::int64_t published_ms = 0;
  Date effective_on;
  std::optional<std::int64_t> in_force_ms;  // none: its day has not come
  bool operator==(const WorkflowVersionRow&) const = default;
};

class WorkflowReads {
 public:
  virtual ~WorkflowReads() = default;
  virtual std::optional<WorkflowDraftRow> draft(std::int64_t id) = 0;
  // Newest first; ids below `before` (0: from the newest).
  virtual std::vector<WorkflowDraftRow> drafts(std::string_view area, std::int64_t before,
                                               int limit) = 0;
  virtual std::optional<WorkflowVersionRow> publication(std::int64_t id) = 0;
  virtual std::vector<WorkflowVersionRow> publications(std::string_view area, std::int64_t before,
                                                       int limit) = 0;  // likewise
  // The first day on which one of those comes into force whose day has not come; none: none waits.
  virtual std::optional<Date> next_effective_day() = 0;
  // Those whose day has not come, earliest first.
  virtual std::vector<WorkflowVersionRow> waiting_publications() = 0;
};

class WorkflowWrites {
 public:
  virtual ~WorkflowWrites() = default;
  virtual std::int64_t insert_draft(const WorkflowDraftRow& row) = 0;  // row.id is ignored
  virtual void update_draft(const WorkflowDraftRow& row) = 0;
  virtual std::int64_t insert_publication(const WorkflowVersionRow& row) = 0;  // likewise
  virtual void bring_into_force(std::int64_t publication, Instant at) = 0;
  // Of this area, whose day has not come: never will.
  virtual void withdraw_waiting(std::string_view area) = 0;
};

}  // namespace qianqiao
