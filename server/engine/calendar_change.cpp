#include "server/engine/calendar_change.h"

#include <map>
#include <set>

#include "server/engine/deadline_keeper.h"
#include "server/ports/calendar_records.h"

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

namespace {

using std::chrono::January;

// The first `limit` of one year's.
void add_moves(Reader& reader, const RuleBook& rules, int year, DeadlineId after, std::size_t limit,
               std::map<DeadlineId, DeadlineMove>& moves) {
  constexpr int kPage = 1000;
  std::size_t found = 0;
  while (found < limit) {
    const auto page = reader.deadlines_touching_year(year, after, kPage);
    for (const DeadlineRow& before : page) {
      after = before.id;
      DeadlineRow row = projected(before, rules, claimed_rungs(reader, before.id));
      const bool same_rung = row.next_rung_ms == before.next_rung_ms;
      DeadlineMove move{before, std::move(row)};
      if (!move.is_due_changed() && same_rung) continue;
      moves.try_emplace(before.id, std::move(move));
      if (++found == limit) break;
    }
    if (page.size() < kPage) return;
  }
}

std::int64_t count_by_notice(const CalendarReads::ByVersion& counts, const RuleBook& rules,
                             int year) {
  std::int64_t counted = 0;
  for (const auto& [version, count] : counts) {
    const Calendar* calendar = rules.calendar(version);
    if (calendar == nullptr || calendar->has_notice(year)) counted += count;
  }
  return counted;
}

}  // namespace

std::vector<DeadlineMove> find_moves(Reader& reader, const RuleBook& rules, const Calendar& notices,
                                     DeadlineId after, std::size_t limit) {
  std::set<int> years;
  for (const int year : notices.years()) {
    years.insert(year);
    years.insert(year - 1);  // due at the end of that year, with rungs to come in this one
  }
  std::map<DeadlineId, DeadlineMove> found;
  for (const int year : years) add_moves(reader, rules, year, after, limit, found);
  std::vector<DeadlineMove> moves;
  for (auto& [id, move] : found) {
    if (moves.size() == limit) break;
    moves.push_back(std::move(move));
  }
  return moves;
}

NoticeUse use_of_notice(Reader& reader, const RuleBook& rules, int year) {
  const Instant from = start_of_day(std::chrono::year(year) / January / 1);
  const Instant until = start_of_day(std::chrono::year(year + 1) / January / 1);
  NoticeUse use;
  use.deadlines = count_by_notice(reader.calendars().deadlines_within(from, until), rules, year);
  use.history_rows = count_by_notice(reader.calendars().history_within(from, until), rules, year);
  return use;
}

}  // namespace qianqiao
