#include "server/engine/subject_replay.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/deadline_extension.h"
#include "server/engine/deadline_keeper.h"
#include "server/engine/decision_round.h"
#include "server/engine/figure_facts.h"
#include "server/engine/history_chain.h"
#include "server/engine/verifier.h"

namespace qianqiao {

namespace {

std::string when(std::optional<std::int64_t> ms) {
  return ms ? format_instant(from_milliseconds(*ms)) : "-";
}

}  // namespace

SubjectReplay::SubjectReplay(const RuleBook& rules, const SubjectRow& subject)
    : rules_(rules),
      subject_(subject),
      case_fact_{.case_id = subject.id, .enterprise = subject.enterprise},
      referral_fact_{
          .case_id = subject.case_id, .referral = subject.id, .bank = subject.organisation} {}

void SubjectReplay::report(const char* kind, std::int64_t sequence, Text words) {
  differences_.push_back({kind, subject_.id + "#" + std::to_string(sequence), std::move(words)});
}

void SubjectReplay::take(const HistoryRow& row, const std::string& next_version) {
  if (row.sequence != sequence_ + 1)
    report("history.missing", sequence_ + 1,
           {"历史缺少第" + std::to_string(sequence_ + 1) + "条（下一条是第" +
                std::to_string(row.sequence) + "条）",
            "history row " + std::to_string(sequence_ + 1) + " is missing (the next one is " +
                std::to_string(row.sequence) + ")"});
  if (sequence_ == 0) opened_ms_ = row.instant_ms;
  sequence_ = row.sequence;
  ++rows_;
  check_chain(row);
  if (replayable_) replay(row, next_version);
}

void SubjectReplay::check_chain(const HistoryRow& row) {
  if (chain_digest(head_, row) != row.digest)
    report("history.changed", row.sequence,
           {"这一条历史的内容与其摘要不符（事件 " + row.event + "）",
            "the row's content does not match its digest (event " + row.event + ")"});
  head_ = row.digest;
}

void SubjectReplay::replay(const HistoryRow& row, const std::string& next_version) {
  const auto data = nlohmann::json::parse(row.data, nullptr, false);
  const PersonId& principal = row.acting_for.empty() ? row.actor : row.acting_for;
  const Occurrence occurrence{row.event, data, row.actor, principal,
                              from_milliseconds(row.instant_ms)};
  const Definition* before = find_definition(row, row.workflow_version);
  const Definition* after = find_definition(row, next_version);
  if (before == nullptr || after == nullptr) return;
  auto decision = data.is_discarded() ? Result<Decision>(fail("json.malformed"))
                                      : decide(subject_.kind, configuration_, occurrence,
                                               before->chart_rules(), after->chart_rules());
  if (!decision) {
    replayable_ = false;  // what follows would only repeat this
    report("history.not_replayable", row.sequence,
           {"事件 " + row.event + " 在状态“" + configuration_.state + "”不能重放：" +
                describe(decision.error()).title.zh,
            "event " + row.event + " cannot be replayed in state '" + configuration_.state +
                "': " + describe(decision.error()).title.en});
    return;
  }
  const std::string state_before = configuration_.state;
  configuration_ = std::move(decision->after);
  closed_ms_ = closed_after(subject_.kind, configuration_.state, closed_ms_, row.instant_ms);
  if (subject_.kind == SubjectKind::kCase)
    fold_fact(case_fact_, row, state_before, subject_.county);
  if (const auto amount = amount_in(row)) amount_ = amount;
  if (subject_.kind == SubjectKind::kReferral)
    fold_fact(referral_fact_, row, state_before, configuration_.state);
  const bool is_moved = std::any_of(
      decision->actions.begin(), decision->actions.end(),
      [](const Action& action) { return std::holds_alternative<ChangeDefinition>(action); });
  if (configuration_.state == state_before && next_version != row.workflow_version && !is_moved)
    report("workflow.switched", row.sequence,
           {"同一环节中流程版本由 " + row.workflow_version + " 变为 " + next_version,
            "the workflow version changes within a stage, from " + row.workflow_version + " to " +
                next_version});
  if (configuration_.state != state_before)
    for (const StepRule& step : before->steps())
      if (step.stage == state_before) tasks_.erase("step:" + step.id);
  if (row.event == "StepCompleted")
    fold_steps(data.value("step", ""), data.value("department", ""), *after);
  if (is_moved) fold_migration(row, *before, *after);
  for (const Action& action : decision->actions) fold(row, action, *after);
}

// Null, and reported: the row goes by a version that is not kept, or is not what it was.
const Definition* SubjectReplay::find_definition(const HistoryRow& row,
                                                 const std::string& version) {
  const Definition* found = rules_.find(version);
  if (found != nullptr) return found;
  if (replayable_)
    report("workflow.unknown", row.sequence,
           {"所依据的流程版本 " + version + " 未保存，或内容与版本号不符",
            "its workflow version " + version + " is not stored, or is not what it was"});
  replayable_ = false;
  return nullptr;
}

// Open as long as its turn it is. Of the step that was completed just now: with whom it lies then.
void SubjectReplay::fold_steps(const std::string& completed, const std::string& department,
                               const Definition& definition) {
  const auto ready = ready_steps(configuration_, definition.chart_rules());
  for (const StepRule& step : definition.steps()) {
    if (step.stage != configuration_.state) continue;
    const bool by_itself = step.kind == StepKind::kNotice || step.kind == StepKind::kWait;
    const std::string task = "step:" + step.id;
    if (by_itself || std::find(ready.begin(), ready.end(), step.id) == ready.end())
      tasks_.erase(task);
    else if (step.id == completed && !department.empty())  // whose turn it is by a plugin's answer
      tasks_[task] = roles::kDepartment;
    else
      tasks_.emplace(task, step.role);
  }
}

void SubjectReplay::fold_migration(const HistoryRow& row, const Definition& before,
                                   const Definition& after) {
  for (const StepRule& step : before.steps())
    if (step.stage == configuration_.state) {
      const auto ready = ready_steps(configuration_, after.chart_rules());
      if (std::find(ready.begin(), ready.end(), step.id) == ready.end())
        tasks_.erase("step:" + step.id);
    }
  fold_steps("", "", after);
  fold_changed_clocks(row, after);
  fold_clocks_beside(row, after);
}

void SubjectReplay::fold_changed_clocks(const HistoryRow& row, const Definition& after) {
  for (std::size_t i = 0, were = deadlines_.size(); i < were; ++i) {
    if (deadlines_[i].state != DeadlineState::kRunning) continue;
    const DeadlineRule* then =
        rules_.definition(deadlines_[i].rule_version).rule(deadlines_[i].rule);
    const Effect effect = then == nullptr ? Effect::kService : then->effect;
    if (!is_changed_by(deadlines_[i].rule, effect, deadlines_[i].rule_version, after, rules_))
      continue;
    ExpectedDeadline changed = deadlines_[i];
    deadlines_[i].state = DeadlineState::kVoid;
    deadlines_[i].stopped_ms = deadlines_[i].stop_recorded_ms = row.instant_ms;
    const DeadlineRule* now = after.rule(changed.rule);
    if (now == nullptr) continue;
    if (changed.budget.unit != BudgetUnit::kFixedDate) changed.budget = now->budget;
    changed.rule_version = after.version();
    changed.armed_sequence = row.sequence;
    hook_of_[static_cast<std::int64_t>(deadlines_.size())] = now->hook;
    deadlines_.push_back(std::move(changed));
  }
}

// Tighter clocks that the new definition sets beside running statutory ones.
void SubjectReplay::fold_clocks_beside(const HistoryRow& row, const Definition& after) {
  for (std::size_t i = 0, were = deadlines_.size(); i < were; ++i) {
    if (deadlines_[i].state != DeadlineState::kRunning) continue;
    const std::string hook = hook_of_[static_cast<std::int64_t>(i)];
    const DeadlineRule* then =
        rules_.definition(deadlines_[i].rule_version).rule(deadlines_[i].rule);
    if (then == nullptr || then->effect != Effect::kStatutory) continue;
    const Instant anchor = from_milliseconds(deadlines_[i].anchor_ms);
    for (const DeadlineRule* rule : after.rules_for(hook))
      if (rule->effect == Effect::kService)
        fold_arm_one(row, *rule, {hook, anchor, false, {}}, after);
  }
}

void SubjectReplay::fold(const HistoryRow& row, const Action& action,
                         const Definition& definition) {
  if (const auto* arm = std::get_if<ArmDeadline>(&action)) fold_arm(row, *arm, definition);
  if (const auto* drop = std::get_if<DropDeadline>(&action)) {
    for (std::size_t i = 0; i < deadlines_.size(); ++i) {
      ExpectedDeadline& deadline = deadlines_[i];
      if (deadline.state != DeadlineState::kRunning || hook_of_[i] != drop->rule) continue;
      deadline.state =
          drop->stop == DeadlineStop::kMet ? DeadlineState::kMet : DeadlineState::kMoot;
      deadline.stopped_ms = to_milliseconds(drop->stopped_at);
      deadline.stop_recorded_ms = row.instant_ms;
    }
  }
  if (const auto* extend = std::get_if<ExtendDeadline>(&action)) fold_extension(row, *extend);
  if (const auto* open = std::get_if<OpenTask>(&action)) tasks_[open->kind] = open->role;
  if (const auto* close = std::get_if<CloseTask>(&action)) tasks_.erase(close->kind);
  if (const auto* enter = std::get_if<EnterList>(&action)) lists_.insert(enter->list);
  if (const auto* leave = std::get_if<LeaveList>(&action)) lists_.erase(leave->list);
  if (std::holds_alternative<StartSteps>(action)) fold_steps("", "", definition);
}

void SubjectReplay::fold_arm(const HistoryRow& row, const ArmDeadline& action,
                             const Definition& definition) {
  for (const DeadlineRule* rule : definition.rules_for(action.rule))
    fold_arm_one(row, *rule, action, definition);
}

void SubjectReplay::fold_arm_one(const HistoryRow& row, const DeadlineRule& rule,
                                 const ArmDeadline& action, const Definition& definition) {
  ExpectedDeadline* running = nullptr;
  for (ExpectedDeadline& deadline : deadlines_)
    if (deadline.rule == rule.name && deadline.state == DeadlineState::kRunning)
      running = &deadline;
  if (running != nullptr && !action.supersede) return;
  ExpectedDeadline expected;
  expected.rule = rule.name;
  expected.rule_version = definition.version();
  expected.anchor_ms = to_milliseconds(action.anchor);
  expected.armed_sequence = row.sequence;
  expected.budget = rule.budget;
  if (action.fixed_date) expected.budget = {BudgetUnit::kFixedDate, 0, *action.fixed_date};
  expected.armed_ms = running != nullptr ? running->armed_ms : row.instant_ms;
  if (running != nullptr) {
    running->state = DeadlineState::kVoid;
    running->stopped_ms = running->stop_recorded_ms = row.instant_ms;
  }
  hook_of_[static_cast<std::int64_t>(deadlines_.size())] = rule.hook;
  deadlines_.push_back(expected);
}

void SubjectReplay::fold_extension(const HistoryRow& row, const ExtendDeadline& action) {
  for (std::size_t i = 0; i < deadlines_.size(); ++i) {
    if (deadlines_[i].rule != action.rule || deadlines_[i].state != DeadlineState::kRunning)
      continue;
    check_extension(row, deadlines_[i], action.until);
    ExpectedDeadline extended = deadlines_[i];
    extended.budget = {BudgetUnit::kFixedDate, 0, action.until};
    extended.armed_sequence = row.sequence;
    extended.armed_ms = row.instant_ms;
    deadlines_[i].state = DeadlineState::kVoid;
    deadlines_[i].stopped_ms = deadlines_[i].stop_recorded_ms = row.instant_ms;
    hook_of_[static_cast<std::int64_t>(deadlines_.size())] = hook_of_[static_cast<std::int64_t>(i)];
    deadlines_.push_back(std::move(extended));
    return;
  }
  report("deadline.extension_unlawful", row.sequence,
         {"延长的时限“" + action.rule + "”当时并未运行",
          "it extends '" + action.rule + "', which was not running"});
}

// By the calendar of that day, and by the same rules as when it was asked for.
void SubjectReplay::check_extension(const HistoryRow& row, const ExpectedDeadline& running,
                                    Date until) {
  const Definition& definition = rules_.definition(running.rule_version);
  const DeadlineRule* rule = definition.rule(running.rule);
  const Calendar* calendar = rules_.calendar(row.calendar_version);
  if (rule == nullptr || calendar == nullptr) return;  // named where the deadline is compared
  const auto due_of = [&](const ExpectedDeadline& deadline) {
    return compute_due(deadline.budget, from_milliseconds(deadline.anchor_ms), *calendar).instant;
  };
  ExtensibleClock clock{rule, from_milliseconds(running.anchor_ms), due_of(running),
                        extension_percent(definition), std::nullopt};
  for (const ExpectedDeadline& other : deadlines_) {
    const DeadlineRule* beside = rules_.definition(other.rule_version).rule(other.rule);
    if (other.state == DeadlineState::kRunning && beside != nullptr &&
        beside->effect == Effect::kStatutory && beside->hook == rule->hook)
      clock.statutory_due = due_of(other);
  }
  const auto lawful = may_extend(clock, until, *calendar, from_milliseconds(row.instant_ms));
  if (lawful) return;
  const ErrorDescription words = describe(lawful.error());
  report("deadline.extension_unlawful", row.sequence,
         {"不应准许的延长：" + words.advice.zh,
          "an extension that must not have been: " + words.advice.en});
}

void SubjectReplay::finish() {
  if (sequence_ != subject_.version)
    report("history.missing", subject_.version,
           {"历史到第" + std::to_string(sequence_) + "条为止，而版本号是" +
                std::to_string(subject_.version),
            "history ends at row " + std::to_string(sequence_) + " but the version is " +
                std::to_string(subject_.version)});
  else if (head_ != subject_.head)
    report("head.wrong", sequence_,
           {"记录的链尾摘要与历史不符", "the stored chain head is not that of its history"});
  if (!replayable_) return;
  if (opened_ms_ != subject_.opened_ms)
    report("opened.wrong", 1,
           {"开始时点应为" + when(opened_ms_) + "，记录为" + when(subject_.opened_ms),
            "it was opened at " + when(opened_ms_) + " but " + when(subject_.opened_ms) +
                " is stored"});
  if (closed_ms_ != subject_.closed_ms)
    report("closed.wrong", sequence_,
           {"办结时点应为" + when(closed_ms_) + "，记录为" + when(subject_.closed_ms),
            "it was closed at " + when(closed_ms_) + " but " + when(subject_.closed_ms) +
                " is stored"});
  if (configuration_.state != subject_.configuration.state)
    report("state.wrong", sequence_,
           {"状态应为“" + configuration_.state + "”，记录为“" + subject_.configuration.state + "”",
            "the state ought to be '" + configuration_.state + "' but '" +
                subject_.configuration.state + "' is stored"});
  else if (configuration_.context != subject_.configuration.context)
    report("context.wrong", sequence_,
           {"状态的附属数据与历史不符", "the stored context does not follow from history"});
}

SubjectReplay replayed(Reader& reader, const RuleBook& rules, const SubjectRow& subject,
                       const std::function<void(const SubjectReplay&, const HistoryRow&)>& taken) {
  constexpr int kPage = 500;
  SubjectReplay replay(rules, subject);
  const auto take = [&](const HistoryRow& row, const std::string& next_version) {
    replay.take(row, next_version);
    if (taken) taken(replay, row);
  };
  std::vector<HistoryRow> page;
  std::int64_t after = 0;
  // A row is replayed once the next one is known: it tells the version that came into force.
  std::optional<HistoryRow> waiting;
  do {
    page = reader.history(subject.id, after, kPage);
    for (HistoryRow& row : page) {
      after = row.sequence;
      if (waiting) take(*waiting, row.workflow_version);
      waiting = std::move(row);
    }
  } while (page.size() == kPage);
  if (waiting) take(*waiting, subject.workflow_version);
  replay.finish();
  return replay;
}

}  // namespace qianqiao
