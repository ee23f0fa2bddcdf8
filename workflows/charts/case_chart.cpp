// What the case's outer states take, and the conditions and duties that several states share.
#include "workflows/charts/case_chart.h"

#include <algorithm>

namespace qianqiao::charts::case_chart {

// ---- Shared conditions and duties

void CaseMachine::join_round() {
  const Facts round = data.object("round");
  const auto ends = round.date("ends");
  if (!ends || *ends < today()) return;  // (四): later entries join the next round
  memory.round = round.text("id");
  emit(ArmDeadline{"first-visit-round", now(), false, *ends});
}

void CaseMachine::end_round(DeadlineStop stop) {
  if (memory.round.empty()) return;
  memory.round.clear();
  drop("first-visit-round", stop);
}

bool CaseMachine::may_enrol() {
  return require(data.flag("consent"), "guard.consent_missing") &&
         require(data.flag("basic_conditions_met"), "guard.conditions_unmet");
}

void CaseMachine::enrol() {
  end_round(DeadlineStop::kMet);
  if (data.flag("elsewhere")) tell("enterprise-elsewhere", {"city_office"});
}

void CaseMachine::enter_leaf(std::string_view name, const Duties& duties) {
  const bool is_dormant = name.empty();  // where every machine begins, restored or not
  if (restoring || is_dormant) return Deliberation::enter_leaf(name, duties);
  follow_waits(running_waits(rules), {}, "");  // of the stage that is left
  Deliberation::enter_leaf(name, duties);
  memory.approvals.clear();
  follow_waits({}, running_waits(entered_rules), "");
}

bool CaseMachine::may_complete(const std::string& step, const std::string& outcome) {
  const auto steps = rules.steps.find(std::string(state));
  const bool known = steps != rules.steps.end() && steps->second.count(step);
  if (!require(known, "guard.step_unknown", {{"step", step}})) return false;
  const auto before = rules.steps_before.find(step);
  if (before != rules.steps_before.end()) {
    const auto missing = memory.open_steps(state, before->second);
    if (!require(missing.empty(), "guard.step_not_yet", {{"step", step}, {"steps", join(missing)}}))
      return false;
  }
  // Whether a step is needed the condition says, when a wait ends the clock.
  const bool by_people = occurrence.actor != kSystemPerson;
  return require(!by_people || outcome != "not_needed", "guard.step_needed", {{"step", step}}) &&
         require(!by_people || rules.waits.count(step) == 0, "guard.step_waits", {{"step", step}});
}

bool CaseMachine::passes(const std::string& step) {
  const auto quorum = rules.quorums.find(step);
  if (quorum == rules.quorums.end() || occurrence.actor == kSystemPerson) return true;
  auto& approvals = memory.approvals[step];
  std::vector<PersonId> others;
  for (const auto& [actor, principal] : approvals) others.insert(others.end(), {actor, principal});
  if (!require(is_new_to(others), "guard.step_approved_already", {{"step", step}})) return false;
  approvals[occurrence.actor] = occurrence.principal;
  if (approvals.size() < static_cast<std::size_t>(quorum->second)) return false;
  memory.approvals.erase(step);
  return true;
}

void CaseMachine::complete(const std::string& step, const std::string& outcome) {
  const std::string stage(state);
  const auto waiting = running_waits(rules);
  const bool passed = outcome == "not_needed" || (outcome == "passed" && passes(step));
  auto& done = memory.steps[stage];
  if (passed) {
    done.insert(step);
  } else if (outcome == "not_passed") {
    done.erase(step);
    memory.approvals.erase(step);
  }
  if (done.empty()) memory.steps.erase(stage);
  follow_waits(waiting, running_waits(rules), passed && outcome == "passed" ? step : "");
}

// Those whose turn it is.
std::set<std::string> CaseMachine::running_waits(const ChartRules& by) const {
  const auto steps = by.steps.find(std::string(state));
  if (by.waits.empty() || steps == by.steps.end()) return {};
  std::set<std::string> running;
  for (const std::string& step : memory.ready_steps(state, steps->second, by.steps_before))
    if (by.waits.count(step)) running.insert(step);
  return running;
}

void CaseMachine::follow_waits(const std::set<std::string>& before,
                               const std::set<std::string>& after, std::string_view completed) {
  for (const std::string& step : before)
    if (after.count(step) == 0)
      drop(wait_hook(step), step == completed ? DeadlineStop::kMet : DeadlineStop::kMoot);
  for (const std::string& step : after)
    if (before.count(step) == 0) arm(wait_hook(step));
}

bool CaseMachine::steps_done() {
  const auto wanted = rules.steps.find(std::string(state));
  if (wanted == rules.steps.end()) return true;
  const auto open = memory.open_steps(state, wanted->second);
  return require(open.empty(), "guard.steps_open", {{"steps", join(open)}});
}

bool CaseMachine::information_complete() const {
  return std::includes(memory.information.begin(), memory.information.end(),
                       rules.required_information.begin(), rules.required_information.end());
}

bool CaseMachine::banks_are_sound() {
  auto banks = data.texts("banks");
  std::sort(banks.begin(), banks.end());
  const bool distinct = std::adjacent_find(banks.begin(), banks.end()) == banks.end();
  const auto limit = static_cast<std::size_t>(rules.intended_bank_limit);
  const auto least = static_cast<std::size_t>(std::max(1, rules.intended_bank_least));
  return require(distinct, "guard.banks_repeated") &&
         require(banks.size() >= least && banks.size() <= limit, "guard.too_many_banks",
                 {{"least", std::to_string(least)}, {"limit", std::to_string(limit)}});
}

// Completions and reviewers of the levels from here on are those of an earlier round.
void CaseMachine::forget_review_from(std::string_view level) {
  static constexpr std::string_view kOrder[] = {Application::kName, Preliminary::kName,
                                                BankReview::kName, LeaderReview::kName,
                                                ConvenerSignature::kName};
  bool later = false;
  for (const auto name : kOrder) {
    later = later || name == level;
    if (!later) continue;
    memory.reviewers.erase(std::string(name));
    memory.steps.erase(std::string(name));
  }
  memory.reviewed = false;
}

void CaseMachine::close(const char* outcome, DeadlineStop stop) {
  memory.outcome = outcome;
  leaving = stop;
}

void CaseMachine::leave_lists() {
  if (memory.submitted) emit(LeaveList{"application"});
  if (memory.signed_off) emit(LeaveList{"recommendation"});
  memory.submitted = memory.signed_off = false;
}

void CaseMachine::note_referrals() {
  memory.undecided = data.count("undecided");
  memory.feedback_owed = data.count("feedback_owed");
  if (data.text("outcome") == "granted") {
    memory.drawing_concluded = false;
    if (data.count("granted") > 1) tell("several-lenders", {"task_force"});  // (四) 多头授信
  }
}

void CaseMachine::note_drawings() {
  memory.drawn = data.count("drawn");
  memory.drawing_concluded = data.count("waiting") == 0;
}

// ---- Dormant

sc::result Dormant::react(const Restore& restore) {
  return Chart<CaseMachine>::restore(*this, restore.state);
}

sc::result Dormant::react(const event::Listed&) {
  outermost_context().join_round();
  return transit<Roster>();
}

sc::result Dormant::react(const event::Nominated&) { return enrol(*this); }

sc::result Dormant::react(const event::WalkedIn&) { return enrol(*this); }

// ---- Alive: what a bank did is a fact, wherever the case stands

sc::result Alive::react(const event::ReferralConcluded&) {
  outermost_context().note_referrals();
  return stay();
}

sc::result Alive::react(const event::FeedbackCompleted&) {
  outermost_context().memory.feedback_owed = 0;
  return stay();
}

sc::result Alive::react(const event::DrawdownConcluded&) {
  outermost_context().note_drawings();
  return stay();
}

// What should not be kept is erased at any time, in closed cases too (个人信息保护法 第四十七条).
sc::result Alive::react(const event::DocumentRemoved&) { return stay(); }

sc::result Alive::react(const event::DeadlinesReprojected&) { return stay(); }

sc::result Alive::react(const event::WorkflowMigrated&) {
  auto& machine = outermost_context();
  if (!machine.may_migrate()) return stay();
  machine.emit(ChangeDefinition{});
  machine.follow_waits(machine.running_waits(machine.rules),
                       machine.running_waits(machine.entered_rules), "");
  return stay();
}

// ---- Where a service clock may run

sc::result Roster::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Visit::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Review::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Recommendation::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Guidance::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

// ---- Open

sc::result Open::react(const event::JurisdictionChanged&) {
  auto& machine = outermost_context();
  const Reroute route{machine.data.text("county"), machine.data.text("township")};
  if (machine.require(!route.county.empty() || !route.township.empty(), "guard.nothing_changes"))
    machine.emit(route);
  return stay();
}

sc::result Open::react(const event::IdentityLinked&) {
  auto& machine = outermost_context();
  machine.emit(LinkIdentity{machine.data.text("uscc"), machine.data.text("override_reason")});
  return stay();
}

sc::result Open::react(const event::StepCompleted&) {
  auto& machine = outermost_context();
  const std::string step = machine.data.text("step"), outcome = machine.data.text("outcome");
  if (machine.may_complete(step, outcome)) machine.complete(step, outcome);
  return stay();
}

// Evidence of a loan's use comes in Financing, which is open too.
sc::result Open::react(const event::DocumentAdded&) { return stay(); }

// ---- Running

sc::result Running::react(const event::Withdrawn&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  const std::string reason = machine.data.text("reason");
  // A removed case with a loan may be under review again; there its new application is withdrawn.
  const bool financing = machine.state == Drawdown::kName || machine.state == PostLoan::kName;
  if (!machine.require(!financing || memory.drawn == 0, "guard.already_drawn") ||
      !machine.require_reason("withdrawal", reason))
    return stay();
  machine.end_round(DeadlineStop::kMoot);
  // After the push the lists stay as they are: figures show withdrawn ones apart.
  if (!memory.pushed) machine.leave_lists();
  if (memory.undecided > 0) machine.emit(CancelUndecidedReferrals{"CaseWithdrawn", reason, false});
  machine.close("withdrawn", DeadlineStop::kMoot);
  return transit<Closed>();
}

// ---- Engaged

bool may_remove(CaseMachine& machine) {
  const Facts hearing = machine.data.object("hearing");
  return machine.require_reason("removal", machine.data.text("reason")) &&
         machine.require(hearing.flag("heard"), "guard.not_heard") &&
         machine.require_not_in_future(hearing, "heard_on");
}

void remove(CaseMachine& machine) {
  auto& memory = machine.memory;
  machine.leave_lists();
  if (memory.undecided > 0 || memory.feedback_owed > 0)
    machine.emit(CancelUndecidedReferrals{"CaseRemoved", machine.data.text("reason"), true});
  memory.feedback_owed = 0;
  machine.tell("removed-from-list", {"task_force", "bank_contact", "city_office"});
  machine.leaving = DeadlineStop::kMoot;
}

sc::result Engaged::react(const event::RemovedFromList&) {
  auto& machine = outermost_context();
  if (!may_remove(machine)) return stay();
  remove(machine);
  return transit<Removed>();
}

}  // namespace qianqiao::charts::case_chart
