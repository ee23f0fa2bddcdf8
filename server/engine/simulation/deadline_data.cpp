// Extensions of service deadlines.
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"

namespace qianqiao {
namespace {

// A day more for each service deadline that runs, once.
Variants extended(Scene& scene) {
  Variants variants;
  for (const DeadlineRow& deadline : scene.reader.deadlines_of(scene.subject.id)) {
    const Date due = local_date(from_milliseconds(deadline.due_ms));
    if (deadline.state != DeadlineState::kRunning || deadline.effect == Effect::kStatutory ||
        deadline.budget.unit == BudgetUnit::kFixedDate || due < scene.today)
      continue;
    variants.push_back({1,
                        {{"rule", deadline.rule},
                         {"until", format_date(due + std::chrono::days(1))},
                         {"reason", "经办人因公外出，演示。"},
                         {"authority", "县区工作专班（演示）"},
                         {"clause", deadline.clause}}});
  }
  return variants;
}

}  // namespace

const DataBuilders& deadline_data() {
  static const DataBuilders builders = {{"DeadlineExtended", extended}};
  return builders;
}

}  // namespace qianqiao
