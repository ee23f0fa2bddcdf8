#include "server/engine/deadline_extension.h"

#include <algorithm>

namespace qianqiao {
namespace {

constexpr char kPercentLimit[] = "service_extension_percent_most";
constexpr int kWhole = 100;

// Counted from the anchor with the rule's own budget, so that many small extensions reach no
// further than one.
Date latest_day(const ExtensibleClock& clock, const Calendar& calendar) {
  Budget budget = clock.rule->budget;
  if (budget.unit == BudgetUnit::kFixedDate) {
    const auto length = budget.fixed_date - local_date(clock.anchor);
    return budget.fixed_date + length * clock.extension_percent / kWhole;
  }
  const std::int64_t days =
      budget.days + std::int64_t{budget.days} * clock.extension_percent / kWhole;
  budget.days = static_cast<int>(std::min<std::int64_t>(days, kLongestBudgetDays));
  return compute_due(budget, clock.anchor, calendar).day;
}

const DeadlineRow* running(const std::vector<DeadlineRow>& deadlines, const std::string& rule) {
  for (const DeadlineRow& row : deadlines)
    if (row.state == DeadlineState::kRunning && row.rule == rule) return &row;
  return nullptr;
}

tl::unexpected<Error> not_running(const std::vector<DeadlineRow>& deadlines,
                                  const std::string& rule) {
  std::string others;
  for (const DeadlineRow& row : deadlines)
    if (row.state == DeadlineState::kRunning) others += (others.empty() ? "" : ", ") + row.rule;
  return fail("deadline.not_running", {{"rule", rule}, {"running", others.empty() ? "-" : others}});
}

}  // namespace

int extension_percent(const Definition& definition) {
  const Limit* limit = definition.limit(kPercentLimit);
  return limit == nullptr ? 0 : limit->value;
}

Result<void> may_extend(const ExtensibleClock& clock, Date until, const Calendar& calendar,
                        Instant now) {
  const DeadlineRule& rule = *clock.rule;
  const std::string due = format_date(local_date(clock.due)), wanted = format_date(until);
  if (rule.effect == Effect::kStatutory)
    return fail("deadline.statutory", {{"rule", rule.name}, {"clause", rule.clause}});
  if (is_over(clock.due, now)) return fail("deadline.expired", {{"rule", rule.name}, {"due", due}});
  if (end_of_day(until) <= clock.due)
    return fail("deadline.not_later", {{"rule", rule.name}, {"due", due}, {"until", wanted}});
  if (clock.statutory_due && end_of_day(until) > *clock.statutory_due)
    return fail("deadline.beyond_statutory",
                {{"rule", rule.name},
                 {"until", wanted},
                 {"clause", rule.clause},
                 {"latest", format_date(local_date(*clock.statutory_due))}});
  if (const Date latest = latest_day(clock, calendar); until > latest)
    return fail("deadline.beyond_bound", {{"rule", rule.name},
                                          {"until", wanted},
                                          {"latest", format_date(latest)},
                                          {"percent", std::to_string(clock.extension_percent)}});
  return {};
}

Result<void> may_extend(const std::vector<DeadlineRow>& deadlines, const RuleBook& rules,
                        const ExtendDeadline& action, Instant now) {
  const DeadlineRow* row = running(deadlines, action.rule);
  if (row == nullptr) return not_running(deadlines, action.rule);
  const Definition& definition = rules.definition(row->rule_version);
  const DeadlineRule* rule = definition.rule(row->rule);
  if (rule == nullptr) return not_running(deadlines, action.rule);
  ExtensibleClock clock{rule, from_milliseconds(row->anchor_ms), from_milliseconds(row->due_ms),
                        extension_percent(definition), std::nullopt};
  for (const DeadlineRow& other : deadlines)
    if (other.state == DeadlineState::kRunning && other.hook == row->hook &&
        other.effect == Effect::kStatutory)
      clock.statutory_due = from_milliseconds(other.due_ms);
  return may_extend(clock, action.until, rules.calendar(), now);
}

}  // namespace qianqiao
