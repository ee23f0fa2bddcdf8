#include "server/engine/calendar_change.h"

#include <set>

#include "server/engine/deadline_keeper.h"

namespace qianqiao {

bool DeadlineMove::is_due_changed() const {
  return after.due_ms != before.due_ms || after.due_nominal != before.due_nominal ||
         after.provisional != before.provisional;
}

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
  std::set<int> years;
  for (const int year : notices.years()) {
    years.insert(year);
    years.insert(year - 1);  // due at the end of that year, with rungs to come in this one
  }
  for (const int year : years) {
    DeadlineId after = 0;
    while (true) {
      const auto page = reader.deadlines_touching_year(year, after, kPage);
      for (const DeadlineRow& before : page) {
        after = before.id;
        if (!seen.insert(before.id).second) continue;
        DeadlineRow row = projected(before, rules, claimed_rungs(reader, before.id));
        const bool same_rung = row.next_rung_ms == before.next_rung_ms;
        DeadlineMove move{before, std::move(row)};
        if (move.is_due_changed() || !same_rung) moves.push_back(std::move(move));
      }
      if (page.size() < kPage) break;
    }
  }
  return moves;
}

}  // namespace qianqiao
