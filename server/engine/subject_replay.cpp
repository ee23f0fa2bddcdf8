#include "server/engine/subject_replay.h"

#include <nlohmann/json.hpp>

#include "server/engine/figure_facts.h"
#include "server/engine/history_chain.h"
#include "server/engine/verifier.h"

namespace qianqiao {

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
  const Definition& before = rules_.definition(row.workflow_version);
  auto decision = data.is_discarded()
                      ? Result<Decision>(fail("json.malformed"))
                      : decide(subject_.kind, configuration_, occurrence, before.chart_rules());
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
  if (subject_.kind == SubjectKind::kCase)
    fold_fact(case_fact_, row, state_before, subject_.county);
  if (subject_.kind == SubjectKind::kReferral)
    fold_fact(referral_fact_, row, state_before, configuration_.state);
  const Definition& after = rules_.definition(next_version);
  if (row.event == "StepCompleted") tasks_.erase("step:" + data.value("step", ""));
  if (configuration_.state != state_before)
    for (const StepRule& step : before.steps())
      if (step.stage == state_before) tasks_.erase("step:" + step.id);
  for (const Action& action : decision->actions) fold(row, action, after);
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
  if (const auto* open = std::get_if<OpenTask>(&action)) tasks_[open->kind] = open->role;
  if (const auto* close = std::get_if<CloseTask>(&action)) tasks_.erase(close->kind);
  if (const auto* enter = std::get_if<EnterList>(&action)) lists_.insert(enter->list);
  if (const auto* leave = std::get_if<LeaveList>(&action)) lists_.erase(leave->list);
  if (const auto* start = std::get_if<StartSteps>(&action))
    for (const StepRule& step : definition.steps())
      if (step.stage == start->stage) tasks_["step:" + step.id] = step.role;
}

void SubjectReplay::fold_arm(const HistoryRow& row, const ArmDeadline& action,
                             const Definition& definition) {
  for (const DeadlineRule* rule : definition.rules_for(action.rule)) {
    ExpectedDeadline* running = nullptr;
    for (ExpectedDeadline& deadline : deadlines_)
      if (deadline.rule == rule->name && deadline.state == DeadlineState::kRunning)
        running = &deadline;
    if (running != nullptr && !action.supersede) continue;
    ExpectedDeadline expected;
    expected.rule = rule->name;
    expected.anchor_ms = to_milliseconds(action.anchor);
    expected.armed_sequence = row.sequence;
    expected.budget = rule->budget;
    if (action.fixed_date) expected.budget = {BudgetUnit::kFixedDate, 0, *action.fixed_date};
    expected.armed_ms = running != nullptr ? running->armed_ms : row.instant_ms;
    if (running != nullptr) {
      running->state = DeadlineState::kVoid;
      running->stopped_ms = running->stop_recorded_ms = row.instant_ms;
    }
    hook_of_[static_cast<std::int64_t>(deadlines_.size())] = rule->hook;
    deadlines_.push_back(expected);
  }
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
  if (configuration_.state != subject_.configuration.state)
    report("state.wrong", sequence_,
           {"状态应为“" + configuration_.state + "”，记录为“" + subject_.configuration.state + "”",
            "the state ought to be '" + configuration_.state + "' but '" +
                subject_.configuration.state + "' is stored"});
  else if (configuration_.context != subject_.configuration.context)
    report("context.wrong", sequence_,
           {"状态的附属数据与历史不符", "the stored context does not follow from history"});
}

SubjectReplay replayed(Reader& reader, const RuleBook& rules, const SubjectRow& subject) {
  constexpr int kPage = 500;
  SubjectReplay replay(rules, subject);
  std::vector<HistoryRow> page;
  std::int64_t after = 0;
  // A row is replayed once the next one is known: it tells the version that came into force.
  std::optional<HistoryRow> waiting;
  do {
    page = reader.history(subject.id, after, kPage);
    for (HistoryRow& row : page) {
      after = row.sequence;
      if (waiting) replay.take(*waiting, row.workflow_version);
      waiting = std::move(row);
    }
  } while (page.size() == kPage);
  if (waiting) replay.take(*waiting, subject.workflow_version);
  replay.finish();
  return replay;
}

}  // namespace qianqiao
