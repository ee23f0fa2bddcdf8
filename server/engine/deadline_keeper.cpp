#include "server/engine/deadline_keeper.h"

#include <algorithm>

namespace qianqiao {

std::vector<PlannedRung> plan_ladder(const DeadlineRule& rule, Instant due, Instant armed,
                                     const Calendar& calendar) {
  const Date due_day = local_date(due);
  std::vector<PlannedRung> plan;
  for (const RungRule& rung : rule.ladder) {
    const Instant at = rung_instant(rung.offset_working_days, due_day, calendar);
    if (rung.offset_working_days < 0 && at <= armed) continue;
    plan.push_back({&rung, at});
  }
  std::stable_sort(plan.begin(), plan.end(),
                   [](const PlannedRung& a, const PlannedRung& b) { return a.at < b.at; });
  return plan;
}

namespace {

constexpr int kAllRungs = 1000;

void set_next_rung(DeadlineRow& deadline, const RuleBook& rules,
                   const std::set<std::string>& claimed) {
  deadline.next_rung.clear();
  deadline.next_rung_ms.reset();
  const DeadlineRule* rule = rules.definition(deadline.rule_version).rule(deadline.rule);
  if (rule == nullptr) return;
  for (const PlannedRung& planned :
       plan_ladder(*rule, from_milliseconds(deadline.due_ms), from_milliseconds(deadline.armed_ms),
                   rules.calendar())) {
    if (claimed.count(planned.rule->name)) continue;
    deadline.next_rung = planned.rule->name;
    deadline.next_rung_ms = to_milliseconds(planned.at);
    return;
  }
}

bool has_rung(const DeadlineRule& rule, const std::string& name) {
  return std::any_of(rule.ladder.begin(), rule.ladder.end(),
                     [&](const RungRule& rung) { return rung.name == name; });
}

}  // namespace

bool is_changed_by(const std::string& rule, Effect effect, const std::string& rule_version,
                   const Definition& after, const RuleBook& rules) {
  const bool is_wait = rule.starts_with(wait_hook(""));  // the chart minds those
  if (effect == Effect::kStatutory || is_wait) return false;
  const DeadlineRule* then = rules.definition(rule_version).rule(rule);
  const DeadlineRule* now = after.rule(rule);
  return then == nullptr || now == nullptr || then->budget != now->budget ||
         then->ladder != now->ladder;
}

DeadlineRow projected(const DeadlineRow& deadline, const RuleBook& rules,
                      const std::set<std::string>& claimed) {
  DeadlineRow row = deadline;
  const Due due = compute_due(row.budget, from_milliseconds(row.anchor_ms), rules.calendar());
  row.due_ms = to_milliseconds(due.instant);
  row.due_nominal = format_date(due.nominal);
  row.provisional = due.provisional;
  row.calendar_version = rules.calendar().version();
  set_next_rung(row, rules, claimed);
  return row;
}

std::set<std::string> claimed_rungs(Reader& reader, DeadlineId deadline) {
  std::set<std::string> claimed;
  for (const RungRow& rung : reader.rungs_of(deadline)) claimed.insert(rung.rung);
  return claimed;
}

DeadlineKeeper::DeadlineKeeper(Writer& writer, const RuleBook& rules, Messenger& messenger,
                               Instant now)
    : writer_(writer), rules_(rules), messenger_(messenger), now_(now) {}

std::vector<DeadlineRow>& DeadlineKeeper::running_of(const SubjectId& subject) {
  const auto known = running_.find(subject);
  if (known != running_.end()) return known->second;
  std::vector<DeadlineRow> running = writer_.deadlines_of(subject);
  std::erase_if(running, [](const DeadlineRow& d) { return d.state != DeadlineState::kRunning; });
  return running_.emplace(subject, std::move(running)).first->second;
}

Result<void> DeadlineKeeper::arm(const SubjectRow& subject, const ArmDeadline& action,
                                 std::int64_t armed_sequence) {
  const Definition& definition = rules_.definition(subject.workflow_version);
  const auto& rules = definition.rules_for(action.rule);
  if (rules.empty() && definition.is_statutory_hook(action.rule))
    return fail("deadline.not_armable", {{"rule", action.rule}});
  for (const DeadlineRule* rule : rules) arm_one(subject, *rule, action, armed_sequence);
  return {};
}

void DeadlineKeeper::arm_one(const SubjectRow& subject, const DeadlineRule& rule,
                             const ArmDeadline& action, std::int64_t armed_sequence) {
  auto& running = running_of(subject.id);
  const auto old = std::find_if(running.begin(), running.end(),
                                [&](const DeadlineRow& d) { return d.rule == rule.name; });
  if (old != running.end() && !action.supersede) return;  // a later request never restarts a clock

  DeadlineRow row;
  row.subject = subject.id;
  row.county = subject.county;
  row.rule = rule.name;
  row.hook = rule.hook;
  row.clause = rule.clause;
  row.effect = rule.effect;
  row.anchor_ms = to_milliseconds(action.anchor);
  row.budget = rule.budget;
  if (action.fixed_date) row.budget = {BudgetUnit::kFixedDate, 0, *action.fixed_date};
  row.rule_version = subject.workflow_version;
  row.armed_ms = to_milliseconds(now_);
  row.armed_sequence = armed_sequence;
  if (old == running.end()) {
    row = projected(row, rules_, {});
    row.id = writer_.insert_deadline(row);
    running.push_back(row);
    return;
  }
  // A corrected anchor (process §4). An extension that was granted on the wrong one falls with it.
  row.armed_ms = old->armed_ms;
  supersede(*old, std::move(row));
}

// The old one is kept, linked and void; its rungs are inherited.
void DeadlineKeeper::supersede(DeadlineRow& old, DeadlineRow row) {
  row.supersedes = old.id;
  row = projected(row, rules_, claimed_rungs(writer_, old.id));
  row.id = writer_.insert_deadline(row);
  const DeadlineRule* rule = rules_.definition(row.rule_version).rule(row.rule);
  for (RungRow rung : writer_.rungs_of(old.id)) {
    if (rule == nullptr || !has_rung(*rule, rung.rung)) continue;  // of a ladder that was changed
    rung.deadline = row.id;
    rung.inherited = true;
    (void)writer_.claim_rung(rung);  // a new deadline has none yet
  }
  end_void(old);
  old = std::move(row);
}

void DeadlineKeeper::extend(const SubjectRow& subject, const ExtendDeadline& action,
                            std::int64_t sequence) {
  auto& running = running_of(subject.id);
  const auto old = std::find_if(running.begin(), running.end(),
                                [&](const DeadlineRow& d) { return d.rule == action.rule; });
  if (old == running.end()) return;
  claim_due_rungs(*old, subject, kAllRungs);
  DeadlineRow row = *old;
  // The day as it was granted: it does not roll, whatever a later calendar says.
  row.budget = {BudgetUnit::kFixedDate, 0, action.until};
  // A reminder whose time lies before the extension has nothing to remind of any more.
  row.armed_ms = to_milliseconds(now_);
  row.armed_sequence = sequence;
  supersede(*old, std::move(row));
}

void DeadlineKeeper::change_definition(const SubjectRow& subject, const Definition& after,
                                       std::int64_t sequence) {
  auto& running = running_of(subject.id);
  for (DeadlineRow& old : running) {
    if (!is_changed_by(old.rule, old.effect, old.rule_version, after, rules_)) continue;
    claim_due_rungs(old, subject, kAllRungs);
    if (after.rule(old.rule) == nullptr) {
      end_void(old);
      continue;
    }
    DeadlineRow row = old;
    if (row.budget.unit != BudgetUnit::kFixedDate) row.budget = after.rule(old.rule)->budget;
    row.rule_version = after.version();
    row.armed_sequence = sequence;
    supersede(old, std::move(row));
  }
  std::erase_if(running, [](const DeadlineRow& d) { return d.state != DeadlineState::kRunning; });
  for (std::size_t i = 0, were = running.size(); i < were; ++i) {
    if (running[i].effect != Effect::kStatutory) continue;
    const ArmDeadline beside{running[i].hook, from_milliseconds(running[i].anchor_ms), false, {}};
    for (const DeadlineRule* rule : after.rules_for(beside.rule))
      if (rule->effect == Effect::kService) arm_one(subject, *rule, beside, sequence);
  }
}

void DeadlineKeeper::end_void(DeadlineRow& deadline) {
  deadline.state = DeadlineState::kVoid;
  deadline.stopped_ms = to_milliseconds(now_);
  deadline.next_rung.clear();
  deadline.next_rung_ms.reset();
  writer_.stop_deadline(deadline);
}

void DeadlineKeeper::drop(const SubjectRow& subject, const DropDeadline& action) {
  auto& running = running_of(subject.id);
  for (DeadlineRow& deadline : running) {
    if (deadline.hook != action.rule) continue;
    claim_due_rungs(deadline, subject, kAllRungs);
    deadline.state = action.stop == DeadlineStop::kMet ? DeadlineState::kMet : DeadlineState::kMoot;
    deadline.stopped_ms = to_milliseconds(action.stopped_at);
    deadline.next_rung.clear();
    deadline.next_rung_ms.reset();
    writer_.stop_deadline(deadline);
  }
  std::erase_if(running, [](const DeadlineRow& d) { return d.state != DeadlineState::kRunning; });
}

void DeadlineKeeper::reroute(const SubjectRow& subject) {
  for (DeadlineRow& deadline : running_of(subject.id)) {
    if (deadline.county == subject.county) continue;
    deadline.county = subject.county;
    writer_.update_deadline(deadline);
  }
}

int DeadlineKeeper::claim_due_rungs(DeadlineRow& deadline, const SubjectRow& subject, int limit) {
  const DeadlineRule* rule = rules_.definition(deadline.rule_version).rule(deadline.rule);
  int claimed_now = 0;
  std::set<std::string> claimed;
  while (rule != nullptr && claimed_now < limit && deadline.next_rung_ms &&
         *deadline.next_rung_ms <= to_milliseconds(now_)) {
    if (claimed_now == 0) claimed = claimed_rungs(writer_, deadline.id);
    const std::string name = deadline.next_rung;
    const RungRow rung{deadline.id, name, *deadline.next_rung_ms, to_milliseconds(now_), false};
    const auto step = std::find_if(rule->ladder.begin(), rule->ladder.end(),
                                   [&](const RungRule& r) { return r.name == name; });
    if (writer_.claim_rung(rung)) {
      ++claimed_now;
      if (step != rule->ladder.end())
        messenger_.tell_rung(subject, deadline, *rule, *step, from_milliseconds(rung.due_ms));
    }
    claimed.insert(name);
    set_next_rung(deadline, rules_, claimed);
    // Its due instant is the same under every calendar since (else it was derived anew); the rungs
    // to come are this one's.
    deadline.calendar_version = rules_.calendar().version();
  }
  if (claimed_now > 0) writer_.advance_deadline(deadline);
  return claimed_now;
}

}  // namespace qianqiao
