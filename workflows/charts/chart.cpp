// The three charts seen from outside.
#include "workflows/charts/chart.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflows/charts/case_chart.h"
#include "workflows/charts/referral_chart.h"
#include "workflows/charts/slip_chart.h"

namespace qianqiao {

namespace {

using CaseChart = charts::Chart<charts::case_chart::CaseMachine>;
using ReferralChart = charts::Chart<charts::referral_chart::ReferralMachine>;
using SlipChart = charts::Chart<charts::slip_chart::SlipMachine>;
using KnownEvents = std::unordered_map<std::string, std::vector<std::string>>;

// One of three values, each made once.
template <class T>
const T& of_kind(SubjectKind kind, const T& of_case, const T& of_referral, const T& of_slip) {
  switch (kind) {
    case SubjectKind::kCase:
      return of_case;
    case SubjectKind::kReferral:
      return of_referral;
    case SubjectKind::kSlip:
      return of_slip;
  }
  return of_case;
}

using Titles = std::vector<std::pair<std::string_view, Text>>;

const Titles& titles(SubjectKind kind) {
  static const Titles of_case = {
      {"Roster", {"名录", "Roster"}},
      {"Excluded", {"剔除", "Excluded"}},
      {"Visit", {"走访", "Visit"}},
      {"Visit.Unplanned", {"走访·待安排", "Visit: unplanned"}},
      {"Visit.Planned", {"走访·已安排", "Visit: planned"}},
      {"Visit.Attempted", {"走访·未果", "Visit: attempted"}},
      {"Received", {"受理", "Received"}},
      {"Application", {"申报", "Application"}},
      {"Review", {"审核", "Review"}},
      {"Review.Preliminary", {"初审", "Preliminary review"}},
      {"Review.BankReview", {"专班银行审核", "Bank review"}},
      {"Review.LeaderReview", {"组长审核", "Leader's review"}},
      {"Review.ConvenerSignature", {"召集人签字", "Convener's signature"}},
      {"Recommendation", {"推荐", "Recommendation"}},
      {"BankDecision", {"银行决策", "Bank decision"}},
      {"Feedback", {"反馈", "Feedback"}},
      {"Guidance", {"辅导", "Guidance"}},
      {"Financing", {"授信落地", "Financing"}},
      {"Financing.Drawdown", {"授信落地·待提款", "Financing: drawdown"}},
      {"Financing.PostLoan", {"授信落地·贷后", "Financing: post-loan"}},
      {"Closed", {"办结", "Closed"}},
      {"Removed", {"移出", "Removed"}},
  };
  static const Titles of_referral = {
      {"Pushed", {"已推送", "Pushed"}},
      {"Contacted", {"已对接", "Contacted"}},
      {"CollectingMaterials", {"收集材料", "Collecting materials"}},
      {"Deciding", {"审批", "Deciding"}},
      {"Granted", {"已授信", "Granted"}},
      {"Drawn", {"已提款", "Drawn"}},
      {"NotNeeded", {"暂不用款", "Not needed"}},
      {"Lapsed", {"授信失效", "Lapsed"}},
      {"Declined", {"未授信", "Declined"}},
      {"FeedbackGiven", {"已反馈", "Feedback given"}},
      {"Cancelled", {"已取消", "Cancelled"}},
  };
  static const Titles of_slip = {
      {"Raised", {"已填单", "Raised"}},
      {"Dispatched", {"已转交", "Dispatched"}},
      {"Handling", {"办理中", "Handling"}},
      {"EscalationProposed", {"提请上报", "Escalation proposed"}},
      {"Escalated", {"已上报", "Escalated"}},
      {"Resolved", {"已解决", "Resolved"}},
      {"Confirmed", {"已确认", "Confirmed"}},
      {"Cancelled", {"已取消", "Cancelled"}},
  };
  return of_kind(kind, of_case, of_referral, of_slip);
}

}  // namespace

Result<Decision> decide(SubjectKind kind, const Configuration& before, const Occurrence& occurrence,
                        const ChartRules& rules) {
  return decide(kind, before, occurrence, rules, rules);
}

Result<Decision> decide(SubjectKind kind, const Configuration& before, const Occurrence& occurrence,
                        const ChartRules& rules, const ChartRules& entered) {
  try {
    switch (kind) {
      case SubjectKind::kCase:
        return CaseChart::decide(before, occurrence, rules, entered);
      case SubjectKind::kReferral:
        return ReferralChart::decide(before, occurrence, rules, entered);
      case SubjectKind::kSlip:
        return SlipChart::decide(before, occurrence, rules, entered);
    }
  } catch (const nlohmann::json::exception& problem) {  // a context that is not UTF-8
    return fail("chart.unreadable", {{"what", problem.what()}});
  }
  return fail("event.unknown", {{"event", std::string(occurrence.event)}});
}

const std::vector<std::string>& allowed_events(SubjectKind kind, std::string_view state) {
  static const KnownEvents of_case = CaseChart::known_events();
  static const KnownEvents of_referral = ReferralChart::known_events();
  static const KnownEvents of_slip = SlipChart::known_events();
  static const std::vector<std::string> none;
  const KnownEvents& known = of_kind(kind, of_case, of_referral, of_slip);
  const auto found = known.find(std::string(state));
  return found == known.end() ? none : found->second;
}

const std::vector<std::string>& events(SubjectKind kind) {
  static const auto of_case = CaseChart::event_names();
  static const auto of_referral = ReferralChart::event_names();
  static const auto of_slip = SlipChart::event_names();
  return of_kind(kind, of_case, of_referral, of_slip);
}

const std::vector<std::string>& states(SubjectKind kind) {
  static const auto of_case = CaseChart::leaf_names();
  static const auto of_referral = ReferralChart::leaf_names();
  static const auto of_slip = SlipChart::leaf_names();
  return of_kind(kind, of_case, of_referral, of_slip);
}

bool is_final(SubjectKind kind, std::string_view state) {
  using Names = std::vector<std::string_view>;
  static const Names of_case = {"Excluded", "Closed", "Removed"};
  static const Names of_referral = {"Drawn", "NotNeeded", "Lapsed", "FeedbackGiven", "Cancelled"};
  static const Names of_slip = {"Confirmed", "Cancelled"};
  const Names& names = of_kind(kind, of_case, of_referral, of_slip);
  return std::find(names.begin(), names.end(), state) != names.end();
}

Text state_title(SubjectKind kind, std::string_view state) {
  if (state.empty()) return {"尚未开始", "Not begun"};
  for (const auto& [name, title] : titles(kind))
    if (name == state) return title;
  return {std::string(state), std::string(state)};
}

const std::vector<std::string>& notice_names() {
  static const std::vector<std::string> names = {"completion-confirmed",
                                                 "completion-corrected",
                                                 "enterprise-elsewhere",
                                                 "guarantee-fee",
                                                 "long-term",
                                                 "materials-requested",
                                                 "misuse-found",
                                                 "off-list-credit",
                                                 "referral-cancelled",
                                                 "referral-declined",
                                                 "referral-pushed",
                                                 "removed-from-list",
                                                 "several-lenders",
                                                 "slip-answered",
                                                 "slip-dispatched",
                                                 "slip-escalated",
                                                 "slip-misrouted",
                                                 "slip-resolved",
                                                 "term-reason-asked",
                                                 "visit-overlap"};
  return names;
}

const std::vector<std::string>& clock_hooks(SubjectKind kind) {
  static const std::vector<std::string> of_case = {
      "department-report", "first-visit-round",  "guidance",         "push", "review-bank",
      "review-leader",     "review-preliminary", "review-signature", "visit"};
  static const std::vector<std::string> of_referral = {
      "bank-contact", "bank-decision",    "bank-feedback", "drawdown-check",
      "ledger-entry", "materials-answer", "materials-wait"};
  static const std::vector<std::string> of_slip = {"slip-answer", "slip-dispatch", "slip-handling"};
  return of_kind(kind, of_case, of_referral, of_slip);
}

const std::vector<std::string>& task_kinds(SubjectKind kind) {
  static const std::vector<std::string> of_case = {"application",
                                                   "drawdown",
                                                   "guidance",
                                                   "jurisdiction",
                                                   "post-loan",
                                                   "push",
                                                   "removal",
                                                   "review-bank",
                                                   "review-leader",
                                                   "review-preliminary",
                                                   "review-signature",
                                                   "roster",
                                                   "visit"};
  static const std::vector<std::string> of_referral = {"drawdown", "referral-contact",
                                                       "referral-decision", "referral-feedback",
                                                       "referral-materials"};
  static const std::vector<std::string> of_slip = {"slip-confirm", "slip-dispatch",
                                                   "slip-escalation", "slip-handling"};
  return of_kind(kind, of_case, of_referral, of_slip);
}

const std::vector<std::string>& list_names() {
  static const std::vector<std::string> names = {"application",     "guarantee_fee",  "long_term",
                                                 "off_list_credit", "recommendation", "target"};
  return names;
}

const std::vector<std::string>& reason_lists() {
  static const std::vector<std::string> names = {"decline", "exclusion", "rejection",
                                                 "removal", "return",    "withdrawal"};
  return names;
}

std::string_view reason_list_of(std::string_view event) {
  static const std::map<std::string_view, std::string_view> lists = {
      {"ExcludedFromRoster", "exclusion"}, {"FeedbackGiven", "decline"},
      {"ReferralWithdrawn", "withdrawal"}, {"RemovedFromList", "removal"},
      {"ReviewRejected", "rejection"},     {"ReviewReturned", "return"},
      {"SignatureWithdrawn", "return"},    {"Withdrawn", "withdrawal"}};
  const auto found = lists.find(event);
  return found == lists.end() ? std::string_view() : found->second;
}

const std::vector<std::string>& information_kinds() {
  static const std::vector<std::string> names = {
      "collateral",        "credit_report", "debt_evasion",     "industry_environment_policy",
      "litigation",        "operation",     "project_approval", "public_credit_report",
      "registered_capital"};
  return names;
}

std::string visiting_round(const Configuration& of_case) {
  const auto memory = charts::CaseMemory::from_json(of_case.context);
  return memory ? memory->round : std::string();
}

std::vector<OrganisationId> slip_departments(const Configuration& slip, std::string_view part) {
  std::vector<OrganisationId> departments;
  const auto memory = charts::SlipMemory::from_json(slip.context);
  if (!memory) return departments;
  for (const auto& one : memory->parts)
    if (part.empty() || one.id == part) departments.push_back(one.department);
  return departments;
}

std::vector<std::string> open_steps(const Configuration& case_configuration,
                                    const ChartRules& rules) {
  std::vector<std::string> open;
  const auto wanted = rules.steps.find(case_configuration.state);
  if (wanted == rules.steps.end()) return open;
  const auto memory = charts::CaseMemory::from_json(case_configuration.context);
  if (!memory) return open;
  return memory->open_steps(case_configuration.state, wanted->second);
}

std::vector<std::string> ready_steps(const Configuration& case_configuration,
                                     const ChartRules& rules) {
  const auto wanted = rules.steps.find(case_configuration.state);
  if (wanted == rules.steps.end()) return {};
  const auto memory = charts::CaseMemory::from_json(case_configuration.context);
  if (!memory) return {};
  return memory->ready_steps(case_configuration.state, wanted->second, rules.steps_before);
}

std::string wait_hook(std::string_view step) { return "wait:" + std::string(step); }

}  // namespace qianqiao
