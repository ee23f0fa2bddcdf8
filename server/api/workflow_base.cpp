#include "server/api/workflow_base.h"

#include <nlohmann/json.hpp>

#include "server/api/subject_json.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json text_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

// As a definition's text has it: {"working_days": 5}.
Json budget_json(const Budget& budget) {
  switch (budget.unit) {
    case BudgetUnit::kCalendarDays:
      return {{"calendar_days", budget.days}};
    case BudgetUnit::kWorkingDays:
      return {{"working_days", budget.days}};
    case BudgetUnit::kFixedDate:
      return {{"fixed_date", format_date(budget.fixed_date)}};
  }
  return Json::object();
}

Json clock_json(const DeadlineRule& rule) {
  Json ladder = Json::array();
  for (const RungRule& rung : rule.ladder)
    ladder.push_back(
        {{"rung", rung.name}, {"offset", rung.offset_working_days}, {"to", rung.audiences}});
  return {{"hook", rule.hook},
          {"subject", to_string(rule.subject)},
          {"clause", rule.clause},
          {"quote", rule.quote},
          {"title", text_json(rule.title)},
          {"anchor", text_json(rule.anchor)},
          {"budget", budget_json(rule.budget)},
          {"ladder", std::move(ladder)},
          {"statutory", rule.effect == Effect::kStatutory}};
}

Json reason_json(const ReasonCode& reason) {
  return {{"code", reason.code},
          {"clause", reason.clause},
          {"title", text_json(reason.title)},
          {"repairable", reason.repairable},
          {"department", reason.department},
          {"statutory", reason.is_statutory}};
}

}  // namespace

Json base_json(const Definition& city) {
  Json clocks = Json::array(), limits = Json::array();
  Json reasons = Json::object(), notices = Json::object();
  for (const DeadlineRule& rule : city.rules()) clocks.push_back(clock_json(rule));
  for (const Limit& limit : city.limits())
    limits.push_back({{"name", limit.name},
                      {"value", limit.value},
                      {"clause", limit.clause},
                      {"title", text_json(limit.title)}});
  for (const auto& [list, some] : city.reasons()) {
    reasons[list] = Json::array();
    for (const ReasonCode& reason : some) reasons[list].push_back(reason_json(reason));
  }
  for (const auto& [name, notice] : city.notices())
    notices[name] = {{"subject", text_json(notice.subject)}, {"body", text_json(notice.body)}};
  const ChartRules& rules = city.chart_rules();
  return {
      {"version", city.version()},
      {"clocks", std::move(clocks)},
      {"limits", std::move(limits)},
      {"reasons", std::move(reasons)},
      {"notices", std::move(notices)},
      {"visits", {{"attempts", rules.visit_attempt_limit}, {"overlap", rules.visit_overlap_days}}}};
}

}  // namespace qianqiao
