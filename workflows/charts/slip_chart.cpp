#include "workflows/charts/slip_chart.h"

#include <algorithm>
#include <set>

namespace qianqiao::charts::slip_chart {

bool SlipMachine::may_dispatch() {
  std::set<std::string> ids, departments;
  for (const auto& old : memory.parts) {
    ids.insert(old.id);
    departments.insert(old.department);
  }
  for (const auto& entry : data.objects("parts")) {
    if (!require(ids.insert(entry.text("id")).second, "guard.part_twice",
                 {{"part", entry.text("id")}}) ||
        !require(departments.insert(entry.text("department")).second, "guard.department_twice",
                 {{"department", entry.text("department")}}))
      return false;
  }
  return true;
}

void SlipMachine::dispatch() {
  const bool first = memory.parts.empty();
  for (const auto& entry : data.objects("parts"))
    memory.parts.push_back({entry.text("id"), entry.text("department"), false, false});
  if (first && !memory.parts.empty()) emit(AssignOrganisation{memory.parts.front().department});
  tell("slip-dispatched", {"department"});
}

SlipMemory::Part* SlipMachine::part() {
  const std::string id = data.text("part");
  const auto found = std::find_if(memory.parts.begin(), memory.parts.end(),
                                  [&](const auto& entry) { return entry.id == id; });
  if (!require(found != memory.parts.end(), "guard.part_unknown", {{"part", id}})) return nullptr;
  return &*found;
}

void SlipMachine::propose_escalation() { leaving = DeadlineStop::kMoot; }

namespace {

// (七): only preliminaries of fixed-asset loans, after the enterprise's signed commitment.
bool may_accept_incomplete(SlipMachine& machine) {
  if (!machine.require(machine.memory.kind == "fixed_asset_preliminary", "guard.not_fixed_asset") ||
      !machine.require(machine.data.flag("commitment_signed"), "guard.commitment_missing"))
    return false;
  for (const auto& entry : machine.data.objects("owed")) {
    const auto due = entry.date("due_on");
    if (!machine.require(due && *due >= machine.today(), "guard.date_passed",
                         {{"date", due ? format_date(*due) : ""}}))
      return false;
  }
  return true;
}

void take_owed_item(SlipMachine& machine) {
  const std::string item = machine.data.text("item");
  machine.require(machine.memory.owed.erase(item) > 0, "guard.item_not_owed", {{"item", item}});
}

bool parts_are_answered(SlipMachine& machine) {
  std::vector<std::string> open;
  for (const auto& entry : machine.memory.parts)
    if (!entry.answered) open.push_back(entry.id);
  return machine.require(open.empty(), "guard.parts_open", {{"parts", join(open)}});
}

}  // namespace

// ---- Dormant, Alive, Open

sc::result Dormant::react(const Restore& restore) {
  return Chart<SlipMachine>::restore(*this, restore.state);
}

sc::result Dormant::react(const event::Raised&) {
  auto& machine = outermost_context();
  machine.memory.kind = machine.data.text("kind");
  return transit<Raised>();
}

sc::result Alive::react(const event::DeadlinesReprojected&) { return stay(); }

sc::result Alive::react(const event::WorkflowMigrated&) {
  auto& machine = outermost_context();
  if (machine.may_migrate()) machine.emit(ChangeDefinition{});
  return stay();
}

sc::result Open::react(const event::Cancelled&) {
  outermost_context().leaving = DeadlineStop::kMoot;
  return transit<Cancelled>();
}

// ---- Where a service clock may run

sc::result Raised::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result AtDepartments::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

sc::result Escalated::react(const event::DeadlineExtended&) {
  outermost_context().extend_deadline();
  return stay();
}

// ---- Raised, Dispatched

sc::result Raised::react(const event::Dispatched&) {
  auto& machine = outermost_context();
  if (!machine.may_dispatch()) return stay();
  machine.dispatch();
  return transit<Dispatched>();
}

sc::result Raised::react(const event::EscalationProposed&) {
  outermost_context().propose_escalation();
  return transit<EscalationProposed>();
}

sc::result Dispatched::react(const event::Misrouted&) {
  auto& machine = outermost_context();
  machine.memory.parts.clear();
  machine.leaving = DeadlineStop::kMoot;
  machine.tell("slip-misrouted", {"task_force"});
  return transit<Raised>();
}

sc::result Dispatched::react(const event::HandlingStarted&) {
  auto* part = outermost_context().part();
  if (part == nullptr) return stay();
  part->started = true;
  return transit<Handling>();
}

sc::result Dispatched::react(const event::EscalationProposed&) {
  outermost_context().propose_escalation();
  return transit<EscalationProposed>();
}

// ---- Handling

// Without a department (refused escalation of a slip never dispatched) the task force sees to it.
Duties Handling::duties(const SlipMachine& machine) {
  return {"slip-handling", machine.memory.parts.empty() ? roles::kTaskForce : roles::kDepartment,
          ""};
}

sc::result Handling::react(const event::Dispatched&) {
  auto& machine = outermost_context();
  if (!machine.may_dispatch()) return stay();
  const bool first = machine.memory.parts.empty();
  machine.dispatch();
  if (first)
    machine.open_task("slip-handling", roles::kDepartment);  // in place of the task force's
  return stay();
}

sc::result Handling::react(const event::HandlingStarted&) {
  if (auto* part = outermost_context().part()) part->started = true;
  return stay();
}

sc::result Handling::react(const event::PartAnswered&) {
  if (auto* part = outermost_context().part()) part->started = part->answered = true;
  return stay();
}

sc::result Handling::react(const event::IncompleteAccepted&) {
  auto& machine = outermost_context();
  if (machine.part() == nullptr || !may_accept_incomplete(machine)) return stay();
  for (const auto& entry : machine.data.objects("owed"))
    machine.memory.owed[entry.text("item")] = entry.text("due_on");
  return stay();
}

sc::result Handling::react(const event::OwedItemDelivered&) {
  take_owed_item(outermost_context());
  return stay();
}

sc::result Handling::react(const event::Resolved&) {
  auto& machine = outermost_context();
  if (!parts_are_answered(machine)) return stay();
  machine.tell("slip-resolved", {"task_force"});
  return transit<Resolved>();
}

sc::result Handling::react(const event::EscalationProposed&) {
  outermost_context().propose_escalation();
  return transit<EscalationProposed>();
}

// ---- Escalation: county → city → province, 逐级

sc::result EscalationProposed::react(const event::EscalationConsented&) {
  auto& machine = outermost_context();
  machine.memory.level = "city";
  machine.tell("slip-escalated", {"city_office"});
  return transit<Escalated>();
}

sc::result EscalationProposed::react(const event::EscalationRefused&) {
  return transit<Handling>();
}

sc::result Escalated::react(const event::EscalatedFurther&) {
  auto& machine = outermost_context();
  if (!machine.require(machine.memory.level != "province", "guard.highest_level")) return stay();
  machine.memory.level = "province";
  machine.drop(kDuties.clock, DeadlineStop::kMoot);
  machine.arm(kDuties.clock);
  machine.close_task(kDuties.task);
  machine.open_task(kDuties.task, roles::kProvinceOffice);
  machine.tell("slip-escalated", {"province_office"});
  return stay();
}

sc::result Escalated::react(const event::AnsweredFromAbove&) {
  auto& machine = outermost_context();
  machine.memory.level.clear();
  machine.tell("slip-answered", {"task_force"});
  if (!machine.data.flag("resolved")) return transit<Handling>();
  return transit<Resolved>();
}

// ---- Resolved

sc::result Resolved::react(const event::OwedItemDelivered&) {
  take_owed_item(outermost_context());
  return stay();
}

sc::result Resolved::react(const event::Reopened&) {
  auto& machine = outermost_context();
  for (auto& part : machine.memory.parts) part.answered = false;
  return transit<Handling>();
}

// What was accepted without its papers is confirmed when they are there.
sc::result Resolved::react(const event::Confirmed&) {
  auto& machine = outermost_context();
  std::vector<std::string> owed;
  for (const auto& [item, due] : machine.memory.owed) owed.push_back(item);
  if (!machine.require(owed.empty(), "guard.items_owed", {{"items", join(owed)}})) return stay();
  return transit<Confirmed>();
}

}  // namespace qianqiao::charts::slip_chart
