// Until the bank decides: contact, materials, and the completion that anchors its 30 days, (六).
#include "workflows/charts/referral_chart.h"

namespace qianqiao::charts::referral_chart {

namespace {

std::optional<Date> stored_date(const std::string& text) {
  const auto day = parse_date(text);
  return day ? std::optional<Date>(*day) : std::nullopt;
}

// The last submission before the completion bounds what can be shown later; after it, further
// material never moves the anchor.
void note_submission(ReferralMachine& machine) {
  machine.memory.submitted_on = format_date(machine.today());
}

void request(ReferralMachine& machine) { machine.tell("materials-requested", {"task_force"}); }

bool attempts_are_sound(ReferralMachine& machine) {
  for (const auto& attempt : machine.data.objects("attempts"))
    if (!machine.require_not_in_future(attempt, "tried_on")) return false;
  return true;
}

// A completion or correction shown by one person waits for another.
bool is_second_person(ReferralMachine& machine, const ReferralMemory::Shown& shown) {
  return machine.require(machine.is_new_to(shown.by), "guard.same_person",
                         {{"person", shown.by.empty() ? "" : shown.by.front()}});
}

}  // namespace

bool ReferralMachine::may_have_received(Date day) {
  const auto pushed = stored_date(memory.pushed_on), submitted = stored_date(memory.submitted_on);
  return require_not_in_future(data, "received_on") &&
         require(!pushed || *pushed <= day, "guard.date_before_push",
                 {{"date", format_date(day)}, {"pushed_on", memory.pushed_on}}) &&
         require(!submitted || *submitted <= day, "guard.received_before_submission",
                 {{"date", format_date(day)}, {"submitted_on", memory.submitted_on}});
}

void ReferralMachine::wait_for(const char* whom) {
  if (memory.awaited == whom) return;  // repeated requests and submissions restart nothing
  if (memory.awaited == "enterprise") drop("materials-wait", leaving);
  if (memory.awaited == "bank") drop("materials-answer", leaving);
  memory.awaited = whom;
  if (memory.awaited == "enterprise") arm("materials-wait");
  if (memory.awaited == "bank") arm("materials-answer");
}

void ReferralMachine::cancel() {
  leaving = DeadlineStop::kMoot;
  emit(TellCase{TellCase::Fact::kCancelled});
}

// ---- Dormant, Alive

sc::result Dormant::react(const Restore& restore) {
  return Chart<ReferralMachine>::restore(*this, restore.state);
}

sc::result Dormant::react(const event::Pushed&) {
  auto& machine = outermost_context();
  machine.memory.pushed_on = format_date(machine.today());
  machine.tell("referral-pushed", {"bank_contact"});
  return transit<Pushed>();
}

sc::result Alive::react(const event::DocumentRemoved&) { return stay(); }

sc::result Alive::react(const event::DeadlinesReprojected&) { return stay(); }

sc::result Alive::react(const event::WorkflowMigrated&) {
  auto& machine = outermost_context();
  if (machine.may_migrate()) machine.emit(ChangeDefinition{});
  return stay();
}

// ---- Undecided

sc::result Undecided::react(const event::BranchReassigned&) {
  auto& machine = outermost_context();
  machine.emit(AssignBranch{machine.data.text("branch")});
  return stay();
}

sc::result Undecided::react(const event::Declined&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "decided_on")) return stay();
  machine.decline();
  return transit<Declined>();
}

sc::result Undecided::react(const event::ReferralWithdrawn&) {
  auto& machine = outermost_context();
  if (!machine.require_reason("withdrawal", machine.data.text("reason"))) return stay();
  machine.tell("referral-cancelled", {"bank_contact"});
  machine.cancel();
  return transit<Cancelled>();
}

sc::result Undecided::react(const event::CaseWithdrawn&) {
  auto& machine = outermost_context();
  machine.tell("referral-cancelled", {"bank_contact"});
  machine.cancel();
  return transit<Cancelled>();
}

sc::result Undecided::react(const event::CaseRemoved&) {
  auto& machine = outermost_context();
  machine.tell("referral-cancelled", {"bank_contact"});
  machine.cancel();
  return transit<Cancelled>();
}

// ---- Gathering

void Gathering::exit() {
  outermost_context().wait_for("");
  Stage::exit();
}

// The bank's own completion counts from its recording.
sc::result Gathering::react(const event::MaterialsCompleted&) {
  auto& machine = outermost_context();
  machine.memory.evidence = {};
  machine.memory.received_on = format_date(machine.today());
  machine.arm("bank-decision");
  return transit<Deciding>();
}

sc::result Gathering::react(const event::CompletionEvidenced&) {
  auto& machine = outermost_context();
  const auto day = machine.data.date("received_on");
  if (!day || !machine.may_have_received(*day)) return stay();
  machine.memory.evidence = {format_date(*day), machine.people()};
  return stay();
}

// Recorded by the task force on evidence: two people, and the evidenced day counts.
sc::result Gathering::react(const event::CompletionConfirmed&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  const auto day = stored_date(memory.evidence.received_on);
  if (!machine.require(day.has_value(), "guard.completion_not_evidenced") ||
      !is_second_person(machine, memory.evidence) || !machine.may_have_received(*day))
    return stay();
  memory.received_on = memory.evidence.received_on;
  memory.evidence = {};
  machine.arm("bank-decision", start_of_day(*day));
  machine.tell("completion-confirmed", {"bank_contact"});
  return transit<Deciding>();
}

sc::result Pushed::react(const event::Contacted&) {
  auto& machine = outermost_context();
  if (!machine.require_not_in_future(machine.data, "contacted_on")) return stay();
  return transit<Contacted>();
}

sc::result Pushed::react(const event::MaterialsSubmitted&) {
  note_submission(outermost_context());
  return stay();
}

sc::result Contacted::react(const event::MaterialsRequested&) {
  auto& machine = outermost_context();
  request(machine);
  machine.wait_for("enterprise");
  return transit<CollectingMaterials>();
}

sc::result Contacted::react(const event::MaterialsSubmitted&) {
  auto& machine = outermost_context();
  note_submission(machine);
  machine.wait_for("bank");
  return transit<CollectingMaterials>();
}

sc::result Contacted::react(const event::EnterpriseUnresponsive&) {
  auto& machine = outermost_context();
  if (!attempts_are_sound(machine)) return stay();
  machine.cancel();
  return transit<Cancelled>();
}

sc::result CollectingMaterials::react(const event::MaterialsRequested&) {
  auto& machine = outermost_context();
  request(machine);
  machine.wait_for("enterprise");
  return stay();
}

sc::result CollectingMaterials::react(const event::MaterialsSubmitted&) {
  auto& machine = outermost_context();
  note_submission(machine);
  machine.wait_for("bank");
  return stay();
}

sc::result CollectingMaterials::react(const event::EnterpriseUnresponsive&) {
  auto& machine = outermost_context();
  if (!attempts_are_sound(machine)) return stay();
  machine.cancel();
  return transit<Cancelled>();
}

// ---- Deciding

void Deciding::exit() {
  auto& machine = outermost_context();
  machine.memory.correction = {};
  machine.drop("bank-decision", machine.leaving);
  Stage::exit();
}

// Later requests never restart the clock.
sc::result Deciding::react(const event::MaterialsRequested&) {
  request(outermost_context());
  return stay();
}

sc::result Deciding::react(const event::MaterialsSubmitted&) { return stay(); }

sc::result Deciding::react(const event::CompletionCorrectionProposed&) {
  auto& machine = outermost_context();
  const auto day = machine.data.date("received_on");
  if (!day || !machine.may_have_received(*day) ||
      !machine.require(format_date(*day) != machine.memory.received_on, "guard.nothing_changes"))
    return stay();
  machine.memory.correction = {format_date(*day), machine.people()};
  return stay();
}

sc::result Deciding::react(const event::MaterialsCompletionCorrected&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  const auto day = stored_date(memory.correction.received_on);
  if (!machine.require(day.has_value(), "guard.correction_not_proposed") ||
      !is_second_person(machine, memory.correction))
    return stay();
  memory.received_on = memory.correction.received_on;
  memory.correction = {};
  machine.arm("bank-decision", start_of_day(*day), true);
  machine.tell("completion-corrected", {"bank_contact"});
  return stay();
}

}  // namespace qianqiao::charts::referral_chart
