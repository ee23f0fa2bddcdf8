#include "server/engine/clock_places.h"

#include <algorithm>
#include <map>

#include "workflows/charts/transition_table.h"

namespace qianqiao {
namespace {

std::size_t index_of(const std::vector<std::string>& states, std::string_view state) {
  return static_cast<std::size_t>(std::find(states.begin(), states.end(), state) - states.begin());
}

std::vector<std::string> first_of(const std::vector<std::string>& states, std::size_t count) {
  return {states.begin(), states.begin() + static_cast<std::ptrdiff_t>(count)};
}

// The earliest state of each hook, by the order in which the chart names its states.
std::map<std::string, std::size_t, std::less<>> earliest(SubjectKind kind) {
  constexpr std::string_view kArms = "arm ";
  const auto& order = states(kind);
  std::map<std::string, std::size_t, std::less<>> found;
  for (const TransitionRow& row : transition_rows(kind)) {
    if (!row.refusal.empty()) continue;
    const std::size_t place = index_of(order, row.target == "*" ? row.state : row.target);
    for (const std::string& action : row.actions) {
      if (!action.starts_with(kArms)) continue;
      const std::string rest = action.substr(kArms.size());
      const auto [at, is_new] = found.try_emplace(rest.substr(0, rest.find(' ')), place);
      if (!is_new) at->second = std::min(at->second, place);
    }
  }
  return found;
}

std::map<std::string, ClockPlace, std::less<>> all_places() {
  std::map<std::string, ClockPlace, std::less<>> places;
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
    for (const auto& [hook, place] : earliest(kind)) {
      // Wherever it is taken ("*"), it is ahead of all.
      const auto& order = states(kind);
      const std::string state = place < order.size() ? order[place] : "";
      places[hook] = {kind, state, first_of(order, place)};
    }
  return places;
}

}  // namespace

std::optional<ClockPlace> place_of_clock(std::string_view hook) {
  static const auto places = all_places();
  const auto found = places.find(hook);
  if (found == places.end()) return std::nullopt;
  return found->second;
}

const std::vector<std::string>& case_states_before_referrals() {
  static const std::vector<std::string> before =
      first_of(states(SubjectKind::kCase), index_of(states(SubjectKind::kCase), "BankDecision"));
  return before;
}

}  // namespace qianqiao
