#include "server/engine/calendar_proposals.h"

#include <algorithm>

#include "workflows/base/digest.h"

namespace qianqiao {

bool asks_second_person(const Calendar& before, const Calendar& notices,
                        const std::vector<DeadlineMove>& moves, Date today) {
  if (!moves.empty()) return true;
  const int this_year = static_cast<int>(std::chrono::year_month_day(today).year());
  return std::any_of(notices.notices().begin(), notices.notices().end(), [&](const auto& notice) {
    const auto known = before.notices().find(notice.first);
    if (known == before.notices().end()) return notice.first <= this_year;
    return !(known->second == notice.second);
  });
}

Result<CalendarChange> preview_calendar(Reader& reader, const RuleBook& rules,
                                        const Calendar& notices, Date today) {
  const auto changed = with_notices(rules, notices);
  if (!changed) return fail(changed.error());
  CalendarChange change;
  change.moves = find_moves(reader, **changed, notices);
  change.asks_second_person = asks_second_person(rules.calendar(), notices, change.moves, today);
  change.proposal.notices = notices.to_json();
  change.proposal.moves = static_cast<std::int64_t>(change.moves.size());
  change.proposal.moves_digest = digest_of(change.moves);
  return change;
}

std::string digest_of(const std::vector<DeadlineMove>& moves) {
  std::string text;
  for (const DeadlineMove& move : moves) {
    const DeadlineRow& after = move.after;
    for (const std::int64_t part :
         {after.id, move.before.due_ms, after.due_ms, after.next_rung_ms.value_or(0)})
      text += std::to_string(part) + ',';
    text += after.provisional ? "p;" : "c;";
  }
  return to_hex(sm3(text));
}

Result<CalendarProposalRow> open_proposal(Reader& reader, std::int64_t id) {
  auto row = reader.calendars().proposal(id);
  const std::string number = std::to_string(id);
  if (!row) return fail("calendar.proposal_unknown", {{"proposal", number}});
  if (row->state != proposal_state::kProposed)
    return fail("calendar.proposal_settled", {{"proposal", number}, {"state", row->state}});
  return *std::move(row);
}

Result<CalendarProposalRow> confirmable_proposal(Reader& reader, std::int64_t id,
                                                 const PersonId& actor) {
  auto row = open_proposal(reader, id);
  if (row && row->proposed_by == actor)
    return fail("calendar.own_proposal", {{"proposal", std::to_string(id)}});
  return row;
}

Result<CalendarProposalRow> withdraw_proposal(Writer& writer, std::int64_t id,
                                              const PersonId& actor, Instant now) {
  auto row = open_proposal(writer, id);
  if (!row) return row;
  row->state = proposal_state::kWithdrawn;
  row->settled_by = actor;
  row->settled_ms = to_milliseconds(now);
  writer.calendar_writes().update_proposal(*row);
  return row;
}

}  // namespace qianqiao
