// After the push: decisions, feedback, guidance, financing and the end, (六) (八) (十一).
#include <algorithm>

#include "workflows/charts/case_chart.h"

namespace qianqiao::charts::case_chart {

namespace {

bool is_grant(const CaseMachine& machine) { return machine.data.text("outcome") == "granted"; }

// The enterprise came back: it gets a new case, and this one stays closed.
bool follow(CaseMachine& machine) {
  if (!machine.require(!machine.memory.followed, "guard.already_followed") || !machine.may_enrol())
    return false;
  machine.memory.followed = true;
  machine.emit(OpenLinkedCase{});
  return true;
}

}  // namespace

// ---- BankDecision

sc::result BankDecision::react(const event::ReferralConcluded&) {
  auto& machine = outermost_context();
  machine.note_referrals();
  if (is_grant(machine)) return transit<Drawdown>();  // the others run on
  if (machine.memory.undecided > 0) return stay();
  if (machine.memory.feedback_owed > 0) return transit<Feedback>();
  return transit<Guidance>();
}

// ---- Feedback

// † A bank corrects its decision: the grant counts from wherever the case waits.
sc::result Feedback::react(const event::ReferralConcluded&) {
  auto& machine = outermost_context();
  machine.note_referrals();
  return is_grant(machine) ? transit<Drawdown>() : stay();
}

sc::result Feedback::react(const event::FeedbackCompleted&) {
  outermost_context().memory.feedback_owed = 0;
  return transit<Guidance>();
}

// The task force need not wait for a late bank, whose clock runs on.
sc::result Feedback::react(const event::GuidanceStarted&) { return transit<Guidance>(); }

// ---- Guidance

sc::result Guidance::react(const event::ReferralConcluded&) {  // † as in Feedback
  auto& machine = outermost_context();
  machine.note_referrals();
  if (!is_grant(machine)) return stay();
  machine.leaving = DeadlineStop::kMoot;
  return transit<Drawdown>();
}

sc::result Guidance::react(const event::GuidanceRecorded&) {
  auto& machine = outermost_context();
  machine.require_not_in_future(machine.data, "guided_on");
  return stay();
}

sc::result Guidance::react(const event::Reapplied&) {
  auto& machine = outermost_context();
  machine.forget_review_from(Application::kName);
  machine.memory.pushed = false;
  machine.memory.information.clear();  // another application, another look
  machine.leave_lists();
  return transit<Application>();
}

sc::result Guidance::react(const event::ReferredAgain&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  if (!machine.require(memory.reviewed, "guard.not_reviewed") || !machine.banks_are_sound())
    return stay();
  const auto banks = machine.data.texts("banks");
  bool same = true;
  for (const auto& bank : banks)
    same = same && std::find(memory.banks.begin(), memory.banks.end(), bank) != memory.banks.end();
  if (!machine.require(same || machine.data.flag("consent"), "guard.consent_missing"))
    return stay();
  memory.banks = banks;
  memory.reviewers.erase(std::string(ConvenerSignature::kName));
  memory.steps.erase(std::string(ConvenerSignature::kName));
  return transit<ConvenerSignature>();
}

sc::result Guidance::react(const event::GuidanceEnded&) {
  auto& machine = outermost_context();
  if (!machine.steps_done()) return stay();
  machine.close("guided");
  return transit<Closed>();
}

// ---- Financing

sc::result Drawdown::react(const event::ReferralConcluded&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  machine.note_referrals();
  // The last bank is through, and of what was granted before nothing is going to be drawn.
  if (memory.undecided > 0 || !memory.drawing_concluded) return stay();
  machine.close("lapsed");
  return transit<Closed>();
}

sc::result Drawdown::react(const event::DrawdownConcluded&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  machine.note_drawings();
  if (!memory.drawing_concluded) return stay();
  if (memory.drawn > 0) return transit<PostLoan>();
  if (memory.undecided > 0) return stay();
  machine.close("lapsed");
  return transit<Closed>();
}

void PostLoan::exit() {
  auto& machine = outermost_context();
  Stage::exit();
  if (!machine.memory.removal_due) return;
  machine.memory.removal_due = false;
  machine.close_task("removal");
}

// (十一)(十二): misuse is for the convener to judge, after the enterprise was heard.
sc::result PostLoan::react(const event::UseChecked&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "checked_on")) return stay();
  bool& due = machine.memory.removal_due;
  const bool misuse = machine.data.text("finding") == "misuse";
  if (misuse && !due) {
    machine.open_task("removal", roles::kCountyConvener);
    machine.tell("misuse-found", {"county_convener"});
  } else if (!misuse && due) {
    machine.close_task("removal");
  }
  due = misuse;
  return stay();
}

sc::result PostLoan::react(const event::RenewalDue&) { return stay(); }

sc::result PostLoan::react(const event::Renewed&) {
  auto& machine = outermost_context();
  machine.require_not_in_future(machine.data, "renewed_on");
  return stay();
}

sc::result PostLoan::react(const event::Settled&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "settled_on") || !machine.steps_done())
    return stay();
  machine.close("financed");
  return transit<Closed>();
}

// ---- Closed, Removed

sc::result Closed::react(const event::Nominated&) {
  follow(outermost_context());
  return stay();
}

sc::result Closed::react(const event::WalkedIn&) {
  follow(outermost_context());
  return stay();
}

sc::result Closed::react(const event::RemovedFromList&) {
  auto& machine = outermost_context();
  if (!may_remove(machine) ||
      !machine.require(!machine.memory.banks.empty(), "guard.never_applied"))
    return stay();
  remove(machine);
  return transit<Removed>();
}

sc::result Removed::react(const event::RemovalRevoked&) {
  auto& machine = outermost_context();
  machine.memory.outcome.clear();
  machine.forget_review_from(Application::kName);
  if (machine.memory.banks.empty()) return transit<Application>();  // † it had not applied yet
  machine.memory.submitted = true;
  machine.emit(EnterList{"application"});
  return transit<Preliminary>();
}

// What was lent is looked after, on the list or off it.
sc::result Removed::react(const event::UseChecked&) {
  auto& machine = outermost_context();
  if (machine.require(machine.memory.drawn > 0, "guard.nothing_drawn"))
    machine.require_not_in_future(machine.data, "checked_on");
  return stay();
}

}  // namespace qianqiao::charts::case_chart
