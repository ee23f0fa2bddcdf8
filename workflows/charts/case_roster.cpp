// Roster, visits and application, (四).
#include "workflows/charts/case_chart.h"

namespace qianqiao::charts::case_chart {

namespace {

void exclude(CaseMachine& machine) {
  machine.end_round(DeadlineStop::kMoot);
  machine.leaving = DeadlineStop::kMoot;
}

bool may_exclude(CaseMachine& machine) {
  return machine.require_reason("exclusion", machine.data.text("reason"));
}

void close_early(CaseMachine& machine, const char* outcome) {
  machine.end_round(DeadlineStop::kMoot);
  machine.leave_lists();
  machine.close(outcome, DeadlineStop::kMoot);
}

void close_as_duplicate(CaseMachine& machine) { close_early(machine, "duplicate"); }

void transfer(CaseMachine& machine) {
  close_early(machine, "transferred");
  machine.emit(HandOver{machine.data.text("to_county")});
}

// A bank that still owes a decision or feedback owes it to this county.
bool may_transfer(CaseMachine& machine) {
  return machine.require(machine.memory.undecided == 0 && machine.memory.feedback_owed == 0,
                         "guard.open_referrals");
}

bool may_join_round(CaseMachine& machine) {
  const auto ends = machine.data.object("round").date("ends");
  return machine.require(machine.memory.round.empty(), "guard.round_running",
                         {{"round", machine.memory.round}}) &&
         machine.require(ends && *ends >= machine.today(), "guard.round_ended",
                         {{"date", ends ? format_date(*ends) : ""}});
}

// (四) 避免重复对接: another team's visit of these days is pointed out, not forbidden.
void plan_visit(CaseMachine& machine) {
  auto& memory = machine.memory;
  const std::string team = machine.data.text("team");
  const auto previous = parse_date(memory.planned_on);
  const auto planned = machine.data.date("planned_on");
  if (!memory.team.empty() && memory.team != team && previous && planned &&
      std::chrono::abs(*planned - *previous) <= std::chrono::days(machine.rules.visit_overlap_days))
    machine.tell("visit-overlap", {"visitor"});
  memory.team = team;
  memory.planned_on = planned ? format_date(*planned) : "";
}

bool attempt_visit(CaseMachine& machine) {
  if (!machine.require_not_in_future(machine.data, "attempted_on")) return false;
  ++machine.memory.attempts;
  return true;
}

}  // namespace

// ---- Excluded

sc::result Excluded::react(const event::Reinstated&) {
  outermost_context().join_round();
  return transit<Roster>();
}

sc::result Excluded::react(const event::Nominated&) { return enrol(*this); }

sc::result Excluded::react(const event::WalkedIn&) { return enrol(*this); }

// ---- Roster

sc::result Roster::react(const event::RoundJoined&) {
  auto& machine = outermost_context();
  if (may_join_round(machine)) machine.join_round();
  return stay();
}

sc::result Roster::react(const event::Nominated&) { return enrol(*this); }

sc::result Roster::react(const event::WalkedIn&) { return enrol(*this); }

sc::result Roster::react(const event::ScreenedIn&) {
  auto& machine = outermost_context();
  if (!machine.require(machine.data.flag("conditions_met"), "guard.conditions_unmet") ||
      !machine.steps_done())
    return stay();
  machine.memory.attempts = 0;
  machine.emit(EnterList{"target"});
  return transit<Unplanned>();
}

sc::result Roster::react(const event::ExcludedFromRoster&) {
  auto& machine = outermost_context();
  if (!may_exclude(machine)) return stay();
  exclude(machine);
  return transit<Excluded>();
}

sc::result Roster::react(const event::DuplicateFound&) {
  close_as_duplicate(outermost_context());
  return transit<Closed>();
}

sc::result Roster::react(const event::Transferred&) {
  transfer(outermost_context());
  return transit<Closed>();
}

// ---- Visit

sc::result Visit::react(const event::RoundJoined&) {
  auto& machine = outermost_context();
  if (may_join_round(machine)) machine.join_round();
  return stay();
}

sc::result Visit::react(const event::Nominated&) {
  outermost_context().leaving = DeadlineStop::kMoot;
  return enrol(*this);
}

sc::result Visit::react(const event::WalkedIn&) {
  outermost_context().leaving = DeadlineStop::kMoot;
  return enrol(*this);
}

sc::result Visit::react(const event::ExcludedFromRoster&) {
  auto& machine = outermost_context();
  if (!may_exclude(machine)) return stay();
  exclude(machine);
  machine.emit(LeaveList{"target"});
  return transit<Excluded>();
}

sc::result Visit::react(const event::VisitRecorded&) {
  auto& machine = outermost_context();
  const Facts& data = machine.data;
  if (!machine.require_not_in_future(data, "visited_on")) return stay();
  const std::string outcome = data.text("outcome");
  if (outcome != "demand") {  // (四) 尊重企业意愿: it may come back
    machine.end_round(DeadlineStop::kMet);
    machine.close(outcome == "refused" ? "refused" : "no_demand");
    return transit<Closed>();
  }
  // 重点走访: situation, need and real use are asked of those with a need
  if (!machine.require(data.has("situation") && data.has("need"), "guard.visit_incomplete") ||
      !machine.steps_done())
    return stay();
  machine.end_round(DeadlineStop::kMet);
  return transit<Application>();
}

sc::result Visit::react(const event::DuplicateFound&) {
  auto& machine = outermost_context();
  machine.emit(LeaveList{"target"});
  close_as_duplicate(machine);
  return transit<Closed>();
}

sc::result Visit::react(const event::Transferred&) {
  auto& machine = outermost_context();
  machine.emit(LeaveList{"target"});
  transfer(machine);
  return transit<Closed>();
}

sc::result Unplanned::react(const event::VisitPlanned&) {
  plan_visit(outermost_context());
  return transit<Planned>();
}

sc::result Unplanned::react(const event::VisitAttempted&) {
  return attempt_visit(outermost_context()) ? transit<Attempted>() : stay();
}

sc::result Planned::react(const event::VisitPlanned&) {
  plan_visit(outermost_context());
  return stay();
}

sc::result Planned::react(const event::VisitAttempted&) {
  return attempt_visit(outermost_context()) ? transit<Attempted>() : stay();
}

sc::result Attempted::react(const event::VisitPlanned&) {
  plan_visit(outermost_context());
  return transit<Planned>();
}

sc::result Attempted::react(const event::VisitAttempted&) {
  attempt_visit(outermost_context());
  return stay();
}

sc::result Attempted::react(const event::AttemptLimitReached&) {
  auto& machine = outermost_context();
  const int made = machine.memory.attempts, limit = machine.rules.visit_attempt_limit;
  if (!machine.require(made >= limit, "guard.attempts_left",
                       {{"made", std::to_string(made)}, {"limit", std::to_string(limit)}}))
    return stay();
  machine.end_round(DeadlineStop::kMoot);
  machine.close("unreachable", DeadlineStop::kMoot);
  return transit<Closed>();
}

// ---- Received

sc::result Received::react(const event::DuplicateFound&) {
  close_as_duplicate(outermost_context());
  return transit<Closed>();
}

sc::result Received::react(const event::Transferred&) {
  transfer(outermost_context());
  return transit<Closed>();
}

// The county that the city office names has it from now on, this one or another.
sc::result Received::react(const event::JurisdictionChanged&) {
  auto& machine = outermost_context();
  const Reroute route{machine.data.text("county"), machine.data.text("township")};
  const bool says_something = !route.county.empty() || !route.township.empty();
  if (!machine.require(says_something, "guard.nothing_changes") ||
      !machine.require(!route.county.empty(), "guard.county_missing"))
    return stay();
  machine.emit(route);
  return transit<Application>();
}

// ---- Application

sc::result Application::react(const event::DuplicateFound&) {
  close_as_duplicate(outermost_context());
  return transit<Closed>();
}

sc::result Application::react(const event::Transferred&) {
  auto& machine = outermost_context();
  if (!may_transfer(machine)) return stay();
  transfer(machine);
  return transit<Closed>();
}

sc::result Guidance::react(const event::DuplicateFound&) {
  close_as_duplicate(outermost_context());
  return transit<Closed>();
}

sc::result Guidance::react(const event::Transferred&) {
  auto& machine = outermost_context();
  if (!may_transfer(machine)) return stay();
  transfer(machine);
  return transit<Closed>();
}

}  // namespace qianqiao::charts::case_chart
