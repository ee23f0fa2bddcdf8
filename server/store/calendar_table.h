// Working-day notices of one connection: proposals, and what was computed by which calendar; and
// people's calendar feeds.
#pragma once

#include "server/ports/calendar_records.h"
#include "server/store/statement.h"

namespace qianqiao {

class CalendarTable : public CalendarReads, public CalendarWrites {
 public:
  explicit CalendarTable(Connection& connection);

  std::optional<CalendarProposalRow> proposal(std::int64_t id) override;
  std::vector<CalendarProposalRow> proposals(std::int64_t before, int limit) override;
  ByVersion deadlines_within(Instant from, Instant until) override;
  ByVersion history_within(Instant from, Instant until) override;
  std::optional<CalendarFeedRow> feed(const Digest& token) override;
  std::optional<CalendarFeedRow> feed_of(const PersonId& person) override;

  std::int64_t insert_proposal(const CalendarProposalRow& row) override;
  void update_proposal(const CalendarProposalRow& row) override;
  void put_feed(const CalendarFeedRow& row) override;
  void delete_feed(const PersonId& person) override;

 private:
  Statement insert_, update_, find_, list_, deadlines_, history_;
  Statement find_feed_, feed_of_, put_feed_, delete_feed_;
};

}  // namespace qianqiao
