#include "server/store/stage_tally.h"

#include <fmt/format.h>

namespace qianqiao {

ComposedQuery stage_tally(const StageQuery& asked) {
  const Date today = local_date(asked.now);
  ComposedQuery query{
      "SELECT stage, count(*), "
      // The last second of the last day is in time.
      "sum(id IN (SELECT subject FROM deadline WHERE state = 0 AND due_ms < :breached))"};
  query.with(to_milliseconds(asked.now) - 999);
  query.add(", coalesce(sum((SELECT amount_fen FROM case_amount WHERE case_id = subject.id)), 0)");
  for (std::size_t i = 0; i < StageTally::kAges.size(); ++i)
    query.add(fmt::format(", sum(opened_ms >= :since{})", i))
        .with(to_milliseconds(start_of_day(today - std::chrono::days(StageTally::kAges[i] - 1))));
  query.add(" FROM subject WHERE kind = 0 AND closed_ms IS NULL");
  if (!asked.county.empty()) query.add(" AND county = :county").with(asked.county);
  if (!asked.township.empty())
    query.add(" AND township = :township AND township <> ''").with(asked.township);
  if (asked.sight) add_sight(query, *asked.sight);
  return query.add(" GROUP BY stage ORDER BY stage");
}

}  // namespace qianqiao
