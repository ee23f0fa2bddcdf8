// What the store keeps of calendars: of working-day notices beside their text who proposed one, who
// confirmed it, and what was computed by which; and people's links to a calendar of their
// deadlines. A part of the store's port, in a header of its own.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/base/digest.h"
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

// A person's secret link to a calendar of its deadlines; one a person.
struct CalendarFeedRow {
  PersonId person;
  Digest token{};      // SM3: the link itself is not kept
  std::string origin;  // "https://host", where the links in it lead; empty: there are none
  std::int64_t made_ms = 0;
  bool operator==(const CalendarFeedRow&) const = default;
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
  virtual std::optional<CalendarFeedRow> feed(const Digest& token) = 0;
  virtual std::optional<CalendarFeedRow> feed_of(const PersonId& person) = 0;
};

class CalendarWrites {
 public:
  virtual ~CalendarWrites() = default;
  virtual std::int64_t insert_proposal(const CalendarProposalRow& row) = 0;  // row.id is ignored
  virtual void update_proposal(const CalendarProposalRow& row) = 0;
  virtual void put_feed(const CalendarFeedRow& row) = 0;  // replaces the person's own
  virtual void delete_feed(const PersonId& person) = 0;   // none: nothing
};

}  // namespace qianqiao
