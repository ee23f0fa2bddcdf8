#include "workflows/charts/deliberation.h"

#include <algorithm>

namespace qianqiao::charts {

bool Deliberation::require(bool holds, const char* code,
                           std::initializer_list<std::pair<std::string, std::string>> params) {
  if (!holds && !refusal) refusal = Error{code, {params.begin(), params.end()}};
  return holds;
}

bool Deliberation::require_not_in_future(const Facts& facts, const char* field) {
  const auto day = facts.date(field);
  return require(!day || *day <= today(), "guard.date_in_future",
                 {{"date", day ? format_date(*day) : ""}, {"today", format_date(today())}});
}

bool Deliberation::require_reason(const char* list, const std::string& code) {
  const auto known = rules.reasons.find(list);
  if (known == rules.reasons.end() || known->second.empty()) return true;
  return require(known->second.count(code) > 0, "guard.reason_unknown",
                 {{"reason", code}, {"known", join({known->second.begin(), known->second.end()})}});
}

bool Deliberation::is_new_to(const std::vector<PersonId>& others) const {
  const auto is_known = [&](const PersonId& person) {
    return std::find(others.begin(), others.end(), person) != others.end();
  };
  return !is_known(occurrence.actor) && !is_known(occurrence.principal);
}

bool Deliberation::may_migrate() {
  return require(data.text("from") != data.text("to"), "guard.nothing_changes");
}

// Whether the deadline runs and may last so long is the engine's to judge: charts keep no dates.
void Deliberation::extend_deadline() {
  const auto until = data.date("until");
  if (require(until.has_value(), "guard.nothing_changes"))
    emit(ExtendDeadline{data.text("rule"), *until});
}

void Deliberation::enter(const Duties& duties) {
  if (restoring) return;
  if (!duties.task.empty()) open_task(duties.task, duties.role);
  if (!duties.clock.empty()) arm(duties.clock);
}

void Deliberation::enter_leaf(std::string_view name, const Duties& duties) {
  state = name;
  enter(duties);
  if (restoring) return;
  const auto& all = entered_rules.steps;
  const auto steps = all.find(std::string(name));
  if (steps != all.end() && !steps->second.empty()) emit(StartSteps{std::string(name)});
}

void Deliberation::leave(const Duties& duties) {
  if (!duties.task.empty()) close_task(duties.task);
  if (!duties.clock.empty()) drop(duties.clock, leaving);
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace qianqiao::charts
