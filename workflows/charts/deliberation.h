// What a chart works with while it decides: the occurrence, the county's rules, the actions so far
// and, if a guard objects, the refusal. One lives for the time of one decide(); it belongs to that
// thread. States see it as the outermost context of their machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/charts/chart.h"
#include "workflows/charts/facts.h"

namespace qianqiao::charts {

// What a state owes while a subject is in it: whose task is open, which clock runs.
struct Duties {
  std::string_view task;
  std::string_view role;
  std::string_view clock;
};

class Deliberation {
 public:
  Deliberation(const Occurrence& what, const ChartRules& county, const ChartRules& entered)
      : occurrence(what), rules(county), entered_rules(entered), data(what.data) {}

  const Occurrence& occurrence;
  const ChartRules& rules;          // of the stage that the subject is in
  const ChartRules& entered_rules;  // of one that it enters now
  const Facts data;

  std::string_view state;  // the leaf state entered last
  std::vector<Action> actions;
  std::optional<Error> refusal;
  bool restoring = false;   // entering states again: nothing is emitted
  bool unconsumed = false;  // no state took the event
  // How the clock of a state that is left is stopped: the act was done, or no longer matters.
  DeadlineStop leaving = DeadlineStop::kMet;

  Instant now() const { return occurrence.instant; }
  Date today() const { return local_date(occurrence.instant); }

  // False, and the event is refused, where the condition does not hold.
  bool require(bool holds, const char* code,
               std::initializer_list<std::pair<std::string, std::string>> params = {});
  // The field's date is today or earlier (guard.date_in_future).
  bool require_not_in_future(const Facts& facts, const char* field);
  // The code is on the county's list of that name (guard.reason_unknown); an empty list takes any.
  bool require_reason(const char* list, const std::string& code);
  // Neither actor nor principal is one of these.
  bool is_new_to(const std::vector<PersonId>& people) const;
  std::vector<PersonId> people() const { return {occurrence.actor, occurrence.principal}; }

  void emit(Action action) {
    if (!restoring) actions.push_back(std::move(action));
  }
  void arm(std::string_view hook) { arm(hook, now()); }
  void arm(std::string_view hook, Instant anchor, bool supersede = false) {
    emit(ArmDeadline{std::string(hook), anchor, supersede, std::nullopt});
  }
  void drop(std::string_view hook, DeadlineStop stop) {
    emit(DropDeadline{std::string(hook), stop, now()});
  }
  bool may_migrate();      // of WorkflowMigrated
  void extend_deadline();  // of DeadlineExtended
  void tell(const char* notice, std::vector<std::string> audiences) {
    emit(Notify{notice, std::move(audiences)});
  }
  void open_task(std::string_view kind, std::string_view role) {
    emit(OpenTask{std::string(kind), std::string(role)});
  }
  void close_task(std::string_view kind) { emit(CloseTask{std::string(kind)}); }

  // Called by states as they are entered and left.
  void enter(const Duties& duties);
  void enter_leaf(std::string_view name, const Duties& duties);
  void leave(const Duties& duties);
};

std::string join(const std::vector<std::string>& words);

}  // namespace qianqiao::charts
