// The bank's decision and what follows it, (六) (八) (九).
#include "workflows/charts/referral_chart.h"

namespace qianqiao::charts::referral_chart {

namespace {

void keep_on_list(ReferralMachine& machine, bool& listed, bool belongs, const char* list,
                  const char* notice) {
  if (belongs && !listed) {
    machine.emit(EnterList{list});
    machine.tell(notice, {"task_force"});
  } else if (!belongs && listed) {
    machine.emit(LeaveList{list});
  }
  listed = belongs;
}

void correct_decision(ReferralMachine& machine, const Facts& grant) {
  machine.leaving = DeadlineStop::kMoot;  // nobody explains a refusal that was none
  machine.memory.excused = false;
  machine.record_grant(grant);
  machine.emit(TellCase{TellCase::Fact::kGranted});
}

void enter_ledger(ReferralMachine& machine) {
  if (!machine.require_not_in_future(machine.data, "as_of") || !machine.memory.ledger_due) return;
  machine.memory.ledger_due = false;
  machine.drop("ledger-entry", DeadlineStop::kMet);
}

}  // namespace

void ReferralMachine::decline() {
  tell("referral-declined", {"task_force"});
  emit(TellCase{TellCase::Fact::kDeclined});
}

// The day must be possible; the terms are the bank's fact and never refused.
bool ReferralMachine::may_grant(const Facts& grant) {
  return require_not_in_future(grant, "decided_on");
}

void ReferralMachine::record_grant(const Facts& grant) {
  const bool working_capital = grant.flag("working_capital");
  const auto term = grant.integer("term_months");
  if (working_capital && term > rules.working_capital_months_usual &&
      !grant.has("long_term_reason"))
    tell("term-reason-asked", {"bank_contact"});
  keep_on_list(*this, memory.long_term, working_capital && term > rules.working_capital_months_most,
               "long_term", "long-term");
  keep_on_list(*this, memory.guarantee_fee,
               grant.object("guarantee").integer("yearly_fee_bps") > rules.guarantee_fee_bps_most,
               "guarantee_fee", "guarantee-fee");
}

void ReferralMachine::owe_ledger_entry() {
  if (restoring || memory.ledger_due) return;
  memory.ledger_due = true;
  arm("ledger-entry");
}

// ---- Documents: wherever the bank or the task force still has something to show

sc::result Undecided::react(const event::DocumentAdded&) { return stay(); }

sc::result Granted::react(const event::DocumentAdded&) { return stay(); }

sc::result Drawn::react(const event::DocumentAdded&) { return stay(); }

sc::result NotNeeded::react(const event::DocumentAdded&) { return stay(); }

sc::result Declined::react(const event::DocumentAdded&) { return stay(); }

sc::result FeedbackGiven::react(const event::DocumentAdded&) { return stay(); }

// ---- Where a service clock may run

sc::result Undecided::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Granted::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Drawn::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Declined::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

// ---- Deciding → Granted

sc::result Deciding::react(const event::Granted&) {
  auto& machine = outermost_context();
  if (!machine.may_grant(machine.data)) return stay();
  machine.record_grant(machine.data);
  machine.emit(TellCase{TellCase::Fact::kGranted});
  return transit<Granted>();
}

// ---- Granted

Granted::Granted(my_context context) : Stage(context) { outermost_context().owe_ledger_entry(); }

void Granted::exit() {
  auto& machine = outermost_context();
  if (machine.memory.ledger_due) machine.drop("ledger-entry", DeadlineStop::kMoot);
  machine.memory.ledger_due = false;
  Stage::exit();
}

sc::result Granted::react(const event::BranchReassigned&) {
  auto& machine = outermost_context();
  machine.emit(AssignBranch{machine.data.text("branch")});
  return stay();
}

sc::result Granted::react(const event::GrantCorrected&) {
  auto& machine = outermost_context();
  const Facts grant = machine.data.object("grant");
  if (machine.may_grant(grant)) machine.record_grant(grant);
  return stay();
}

sc::result Granted::react(const event::LedgerEntered&) {
  enter_ledger(outermost_context());
  return stay();
}

sc::result Granted::react(const event::Drawn&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "drawn_on")) return stay();
  machine.emit(TellCase{TellCase::Fact::kDrawingConcluded});
  return transit<Drawn>();
}

sc::result Granted::react(const event::CreditNotNeeded&) {
  auto& machine = outermost_context();
  machine.leaving = DeadlineStop::kMoot;
  machine.emit(TellCase{TellCase::Fact::kDrawingConcluded});
  return transit<NotNeeded>();
}

sc::result Granted::react(const event::GrantLapsed&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "lapsed_on")) return stay();
  machine.leaving = DeadlineStop::kMoot;
  machine.emit(TellCase{TellCase::Fact::kDrawingConcluded});
  return transit<Lapsed>();
}

// ---- Drawn

Drawn::Drawn(my_context context) : Stage(context) { outermost_context().owe_ledger_entry(); }

sc::result Drawn::react(const event::GrantCorrected&) {
  auto& machine = outermost_context();
  const Facts grant = machine.data.object("grant");
  if (machine.may_grant(grant)) machine.record_grant(grant);
  return stay();
}

sc::result Drawn::react(const event::LedgerEntered&) {
  enter_ledger(outermost_context());
  return stay();
}

sc::result Drawn::react(const event::Drawn&) {
  auto& machine = outermost_context();
  if (machine.require_not_in_future(machine.data, "drawn_on")) machine.owe_ledger_entry();
  return stay();
}

sc::result Drawn::react(const event::DrawingCorrected&) {
  auto& machine = outermost_context();
  machine.require_not_in_future(machine.data, "drawn_on");
  return stay();
}

sc::result NotNeeded::react(const event::Drawn&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "drawn_on")) return stay();
  machine.emit(TellCase{TellCase::Fact::kDrawingConcluded});
  return transit<Drawn>();
}

// ---- Declined, FeedbackGiven

sc::result Declined::react(const event::FeedbackGiven&) {
  auto& machine = outermost_context();
  for (const auto& reason : machine.data.objects("reasons"))
    if (!machine.require_reason("decline", reason.text("code"))) return stay();
  machine.emit(TellCase{TellCase::Fact::kFeedbackGiven});
  return transit<FeedbackGiven>();
}

sc::result Declined::react(const event::DecisionCorrected&) {
  auto& machine = outermost_context();
  const Facts grant = machine.data.object("grant");
  if (!machine.may_grant(grant)) return stay();
  correct_decision(machine, grant);
  return transit<Granted>();
}

// Removal of the enterprise: nobody owes feedback any more; what is late stays late.
sc::result Declined::react(const event::CaseRemoved&) {
  auto& machine = outermost_context();
  if (machine.memory.excused) return stay();
  machine.memory.excused = true;
  machine.drop(kDuties.clock, DeadlineStop::kMoot);
  machine.close_task(kDuties.task);
  return stay();
}

sc::result FeedbackGiven::react(const event::FeedbackConfirmed&) { return stay(); }

sc::result FeedbackGiven::react(const event::DecisionCorrected&) {
  auto& machine = outermost_context();
  const Facts grant = machine.data.object("grant");
  if (!machine.may_grant(grant)) return stay();
  correct_decision(machine, grant);
  return transit<Granted>();
}

// ---- Cancelled

sc::result Cancelled::react(const event::Granted&) {
  auto& machine = outermost_context();
  if (!machine.may_grant(machine.data)) return stay();
  machine.emit(EnterList{"off_list_credit"});
  machine.tell("off-list-credit", {"task_force"});
  return stay();
}

}  // namespace qianqiao::charts::referral_chart
