// Application, the three levels of review and the convener's signature, (五).
#include "workflows/charts/case_chart.h"

namespace qianqiao::charts::case_chart {

namespace {

// The five standards of (四), each answered with evidence.
bool standards_are_met(CaseMachine& machine) {
  const Facts standards = machine.data.object("standards");
  std::vector<std::string> unmet;
  for (const char* name :
       {"compliant_operation", "fixed_premises", "genuine_need", "good_credit", "lawful_use"})
    if (!standards.object(name).flag("met")) unmet.push_back(name);
  return machine.require(unmet.empty(), "guard.standards_unmet", {{"standards", join(unmet)}});
}

void settle_information(CaseMachine& machine) {
  machine.memory.information.insert(machine.data.text("kind"));
  if (!machine.memory.awaiting_information || !machine.information_complete()) return;
  machine.memory.awaiting_information = false;
  machine.drop("department-report", DeadlineStop::kMet);
}

void record_information(CaseMachine& machine) {
  // A credit report is asked for with the enterprise's authorisation only; its conclusion is kept.
  const bool needs_authority = machine.data.text("kind") == "credit_report";
  if (machine.require(!needs_authority || machine.data.flag("authorised"),
                      "guard.authorisation_missing"))
    settle_information(machine);
}

bool findings_are_sound(CaseMachine& machine) {
  const Facts findings = machine.data.object("findings");
  return machine.require(machine.data.has("findings"), "guard.findings_missing") &&
         machine.require(findings.flag("policy") && findings.flag("authenticity") &&
                             findings.flag("completeness"),
                         "guard.findings_adverse") &&
         machine.require(machine.data.flag("no_new_implicit_debt"), "guard.implicit_debt");
}

bool information_is_there(CaseMachine& machine) {
  std::vector<std::string> open;
  for (const auto& kind : machine.rules.required_information)
    if (!machine.memory.information.count(kind)) open.push_back(kind);
  return machine.require(open.empty(), "guard.information_open", {{"kinds", join(open)}});
}

// (五) 三级审核: nobody, for himself or for another, reviews one application twice.
bool is_new_reviewer(CaseMachine& machine) {
  for (const auto& [level, people] : machine.memory.reviewers)
    if (!machine.require(machine.is_new_to(people), "guard.same_reviewer", {{"level", level}}))
      return false;
  return true;
}

void remember_reviewer(CaseMachine& machine) {
  machine.memory.reviewers[std::string(machine.state)] = machine.people();
}

int rank(std::string_view level) {
  static constexpr std::string_view kOrder[] = {Application::kName, Preliminary::kName,
                                                BankReview::kName, LeaderReview::kName,
                                                ConvenerSignature::kName};
  int place = 0;
  for (const auto name : kOrder) {
    if (name == level) return place;
    ++place;
  }
  return place;
}

}  // namespace

// ---- Application

sc::result Application::react(const event::InformationRecorded&) {
  record_information(outermost_context());
  return stay();
}

sc::result Application::react(const event::InformationWaived&) {
  settle_information(outermost_context());
  return stay();
}

sc::result Application::react(const event::ApplicationSubmitted&) {
  auto& machine = outermost_context();
  auto& memory = machine.memory;
  if (!machine.require(machine.data.flag("consent"), "guard.consent_missing") ||
      !standards_are_met(machine) || !machine.banks_are_sound() || !machine.steps_done())
    return stay();
  machine.forget_review_from(Preliminary::kName);
  memory.banks = machine.data.texts("banks");
  memory.submitted = true;
  memory.pushed = false;
  machine.emit(EnterList{"application"});
  return transit<Preliminary>();
}

// ---- Review

sc::result Review::react(const event::InformationRecorded&) {
  record_information(outermost_context());
  return stay();
}

sc::result Review::react(const event::InformationWaived&) {
  settle_information(outermost_context());
  return stay();
}

sc::result Review::react(const event::ReviewReturned&) {
  auto& machine = outermost_context();
  const std::string to = machine.data.text("to");
  if (!machine.require(rank(to) < rank(machine.state), "guard.not_an_earlier_level",
                       {{"level", to}}) ||
      !machine.require_reason("return", machine.data.text("reason")))
    return stay();
  machine.forget_review_from(to);
  if (to == Preliminary::kName) return transit<Preliminary>();
  if (to == BankReview::kName) return transit<BankReview>();
  if (to == LeaderReview::kName) return transit<LeaderReview>();
  machine.leave_lists();
  return transit<Application>();
}

sc::result Review::react(const event::ReviewRejected&) {
  auto& machine = outermost_context();
  if (!machine.require_reason("rejection", machine.data.text("reason"))) return stay();
  machine.memory.reviewed = false;
  machine.leave_lists();
  return transit<Guidance>();
}

Preliminary::Preliminary(my_context context) : Stage(context) {
  auto& machine = outermost_context();
  if (machine.restoring || machine.information_complete()) return;
  machine.memory.awaiting_information = true;
  machine.arm("department-report");
}

void Preliminary::exit() {
  auto& machine = outermost_context();
  Stage::exit();
  if (!machine.memory.awaiting_information) return;
  machine.memory.awaiting_information = false;
  machine.drop("department-report", DeadlineStop::kMoot);
}

sc::result Preliminary::react(const event::ReviewApproved&) {
  auto& machine = outermost_context();
  if (!findings_are_sound(machine) || !information_is_there(machine) || !machine.steps_done() ||
      !is_new_reviewer(machine))
    return stay();
  remember_reviewer(machine);
  return transit<BankReview>();
}

sc::result BankReview::react(const event::ReviewApproved&) {
  auto& machine = outermost_context();
  // A seconded reviewer says whether the enterprise, or a bank it asks, is close to him.
  if (!machine.require(machine.data.has("conflict_of_interest"), "guard.conflict_undeclared") ||
      !machine.require(!machine.data.flag("conflict_of_interest"), "guard.conflict_of_interest") ||
      !findings_are_sound(machine) || !machine.steps_done() || !is_new_reviewer(machine))
    return stay();
  remember_reviewer(machine);
  return transit<LeaderReview>();
}

sc::result LeaderReview::react(const event::ReviewApproved&) {
  auto& machine = outermost_context();
  if (!findings_are_sound(machine) || !machine.steps_done() || !is_new_reviewer(machine))
    return stay();
  remember_reviewer(machine);
  machine.memory.reviewed = true;
  return transit<ConvenerSignature>();
}

sc::result ConvenerSignature::react(const event::ReviewApproved&) {
  auto& machine = outermost_context();
  if (!machine.steps_done() || !is_new_reviewer(machine)) return stay();
  remember_reviewer(machine);
  machine.memory.signed_off = true;
  machine.emit(EnterList{"recommendation"});
  return transit<Recommendation>();
}

// ---- Recommendation

sc::result Recommendation::react(const event::SignatureWithdrawn&) {
  auto& machine = outermost_context();
  if (!machine.require_reason("return", machine.data.text("reason"))) return stay();
  const bool to_leader = machine.data.text("to") == LeaderReview::kName;
  machine.forget_review_from(to_leader ? LeaderReview::kName : Application::kName);
  machine.leaving = DeadlineStop::kMoot;
  if (!to_leader) {
    machine.leave_lists();
    return transit<Application>();
  }
  machine.emit(LeaveList{"recommendation"});
  machine.memory.signed_off = false;
  return transit<LeaderReview>();
}

sc::result Recommendation::react(const event::BatchPushed&) {
  auto& machine = outermost_context();
  if (!machine.steps_done()) return stay();
  machine.memory.pushed = true;
  machine.memory.undecided = static_cast<int>(machine.memory.banks.size());
  machine.emit(CreateReferrals{machine.memory.banks});  // and to no other bank, (五)
  return transit<BankDecision>();
}

}  // namespace qianqiao::charts::case_chart
