#include "server/api/calendar_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

std::string instant(std::int64_t ms) { return format_instant(from_milliseconds(ms)); }

const char* what_moves(const DeadlineMove& move) {
  if (move.after.due_ms != move.before.due_ms) return "date";
  return move.is_due_changed() ? "certainty" : "rung";
}

}  // namespace

Json to_json(const DeadlineMove& move) {
  return {{"deadline", std::to_string(move.before.id)},
          {"subject", move.before.subject},
          {"county", move.before.county},
          {"rule", move.before.rule},
          {"clause", move.before.clause},
          {"effect", move.before.effect == Effect::kStatutory ? "statutory" : "service"},
          {"what", what_moves(move)},
          {"due_before", instant(move.before.due_ms)},
          {"due_after", instant(move.after.due_ms)},
          {"provisional_before", move.before.provisional},
          {"provisional_after", move.after.provisional}};
}

Json to_json(const CalendarProposalRow& row) {
  const Json notices = Json::parse(row.notices, nullptr, /*allow_exceptions=*/false);
  Json years = Json::array();
  for (const auto& [year, notice] : notices.items()) years.push_back(std::stoi(year));
  return {{"id", std::to_string(row.id)},
          {"state", row.state},
          {"years", years},
          {"notice", notices},
          {"proposed_by", row.proposed_by},
          {"proposed", instant(row.proposed_ms)},
          {"settled_by", row.settled_by},
          {"settled", row.settled_ms ? Json(instant(*row.settled_ms)) : Json(nullptr)},
          {"moves_count", row.moves}};
}

Json to_json(const CalendarChange& change, bool dry_run) {
  const std::size_t told = std::min(change.moves.size(), kMostMovesTold);
  Json moves = Json::array();
  std::map<std::string, std::int64_t> counts = {{"date", 0}, {"certainty", 0}, {"rung", 0}};
  for (const DeadlineMove& move : change.moves) {
    ++counts[what_moves(move)];
    if (moves.size() < told) moves.push_back(to_json(move));
  }
  Json proposal = to_json(change.proposal);
  const Json years = proposal["years"];
  const bool in_force = change.proposal.state == proposal_state::kInForce;
  return {{"dry_run", dry_run},
          {"in_force", in_force},
          {"second_person", change.asks_second_person},
          {"as_proposed", change.as_proposed},
          {"proposal", dry_run ? Json(nullptr) : std::move(proposal)},
          {"years", years},
          {"moves_count", change.moves.size()},
          {"dates", counts["date"]},
          {"certainties", counts["certainty"]},
          {"rungs", counts["rung"]},
          {"moves", std::move(moves)}};
}

}  // namespace qianqiao
