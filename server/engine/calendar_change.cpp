#include "server/engine/calendar_change.h"

#include <set>

#include "server/engine/deadline_keeper.h"

namespace qianqiao {

Result<std::shared_ptr<RuleBook>> with_notices(const RuleBook& rules, const Calendar& notices) {
  const Calendar merged = rules.calendar().merged_with(notices);
  if (merged.version() == rules.calendar().version()) return fail("calendar.unchanged");
  auto changed = std::make_shared<RuleBook>(rules);
  changed->adopt_calendar(merged);
  return changed;
}

std::vector<DeadlineMove> find_moves(Reader& reader, const RuleBook& rules,
                                     const Calendar& notices) {
  constexpr int kPage = 1000;
  std::vector<DeadlineMove> moves;
  std::set<DeadlineId> seen;
  for (const int year : notices.years()) {
    DeadlineId after = 0;
    while (true) {
      const auto page = reader.deadlines_touching_year(year, after, kPage);
      for (const DeadlineRow& before : page) {
        after = before.id;
        if (!seen.insert(before.id).second) continue;
        DeadlineRow row = projected(before, rules, claimed_rungs(reader, before.id));
        const bool same = row.due_ms == before.due_ms && row.due_nominal == before.due_nominal &&
                          row.provisional == before.provisional &&
                          row.next_rung_ms == before.next_rung_ms;
        if (!same) moves.push_back({before, std::move(row)});
      }
      if (page.size() < kPage) break;
    }
  }
  return moves;
}

}  // namespace qianqiao
