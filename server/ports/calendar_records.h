// What the store keeps of working-day notices beside their text: who proposed one, who confirmed
// it, and what was computed by which calendar. A part of the store's port, in a header of its own.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/instant.h"

namespace qianqiao {

namespace proposal_state {
inline constexpr char kProposed[] = "proposed", kInForce[] = "in_force", kWithdrawn[] = "withdrawn";
}

struct CalendarProposalRow {
  std::int64_t id = 0;
  std::string notices;  // canonical JSON, by year
  std::string state = proposal_state::kProposed;
  PersonId proposed_by;
  PersonId settled_by;  // who confirmed or withdrew it; empty: nobody, or nobody was needed
  std::int64_t proposed_ms = 0;
  std::optional<std::int64_t> settled_ms;
  std::int64_t moves = 0;    // as they were shown to who proposed it: how many clocks,
  std::string moves_digest;  // and which, from when to when
  bool operator==(const CalendarProposalRow&) const = default;
};

class CalendarReads {
 public:
  virtual ~CalendarReads() = default;
  virtual std::optional<CalendarProposalRow> proposal(std::int64_t id) = 0;
  // Newest first; ids below `before` (0: from the newest).
  virtual std::vector<CalendarProposalRow> proposals(std::int64_t before, int limit) = 0;
  // How many, by the calendar's version: deadlines in any state that run within these instants or
  // have a rung there; rows recorded there. Both read whole tables.
  using ByVersion = std::map<std::string, std::int64_t>;
  virtual ByVersion deadlines_within(Instant from, Instant until) = 0;  // not `until` itself
  virtual ByVersion history_within(Instant from, Instant until) = 0;
};

class CalendarWrites {
 public:
  virtual ~CalendarWrites() = default;
  virtual std::int64_t insert_proposal(const CalendarProposalRow& row) = 0;  // row.id is ignored
  virtual void update_proposal(const CalendarProposalRow& row) = 0;
};

}  // namespace qianqiao
