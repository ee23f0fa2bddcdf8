#include "workflows/charts/probes.h"

namespace qianqiao {

const std::vector<Probe>& case_probes();      // probes_case.cpp
const std::vector<Probe>& referral_probes();  // probes_referral.cpp
const std::vector<Probe>& slip_probes();      // probes_slip.cpp

namespace {

struct StateContext {
  std::string_view state;
  std::string_view context;
};

// Of an application that passed its levels, for one bank.
#define QIANQIAO_APPLIED \
  R"("banks":["B1"],"information":["credit_report","litigation"],"submitted":true)"

constexpr StateContext kCaseContexts[] = {
    {"Roster", R"({"round":"R1"})"},
    {"Visit.Unplanned", R"({"round":"R1"})"},
    {"Visit.Planned", R"({"planned_on":"2025-03-05","round":"R1","team":"T1"})"},
    {"Visit.Attempted", R"({"attempts":3,"planned_on":"2025-03-05","round":"R1","team":"T1"})"},
    {"Review.Preliminary", "{" QIANQIAO_APPLIED "}"},
    {"Review.BankReview",
     "{" QIANQIAO_APPLIED R"(,"reviewers":{"Review.Preliminary":["li","li"]}})"},
    {"Review.LeaderReview",
     "{" QIANQIAO_APPLIED
     R"(,"reviewers":{"Review.BankReview":["wang","wang"],"Review.Preliminary":["li","li"]}})"},
    {"Review.ConvenerSignature",
     "{" QIANQIAO_APPLIED
     R"(,"reviewed":true,"reviewers":{"Review.BankReview":["wang","wang"],"Review.LeaderReview":["zhao","zhao"],"Review.Preliminary":["li","li"]}})"},
    {"Recommendation", "{" QIANQIAO_APPLIED R"(,"reviewed":true,"signed":true})"},
    {"BankDecision",
     "{" QIANQIAO_APPLIED R"(,"pushed":true,"reviewed":true,"signed":true,"undecided":1})"},
    {"Feedback",
     "{" QIANQIAO_APPLIED R"(,"feedback_owed":1,"pushed":true,"reviewed":true,"signed":true})"},
    {"Guidance", "{" QIANQIAO_APPLIED R"(,"pushed":true,"reviewed":true,"signed":true})"},
    {"Financing.Drawdown", "{" QIANQIAO_APPLIED R"(,"pushed":true,"reviewed":true,"signed":true})"},
    {"Financing.PostLoan",
     "{" QIANQIAO_APPLIED
     R"(,"drawing_concluded":true,"drawn":1,"pushed":true,"reviewed":true,"signed":true})"},
    {"Closed",
     "{" QIANQIAO_APPLIED
     R"(,"drawing_concluded":true,"drawn":1,"outcome":"financed","pushed":true,"signed":true})"},
    {"Removed", R"({"banks":["B1"],"drawn":1})"},
};
#undef QIANQIAO_APPLIED

constexpr StateContext kReferralContexts[] = {
    {"Pushed", R"({"pushed_on":"2025-03-03"})"},
    {"Contacted", R"({"pushed_on":"2025-03-03"})"},
    {"CollectingMaterials", R"({"awaited":"enterprise","pushed_on":"2025-03-03"})"},
    {"Deciding",
     R"({"pushed_on":"2025-03-03","received_on":"2025-03-07","submitted_on":"2025-03-05"})"},
    {"Granted", R"({"ledger_due":true,"pushed_on":"2025-03-03","received_on":"2025-03-07"})"},
    {"Drawn", R"({"ledger_due":true,"pushed_on":"2025-03-03","received_on":"2025-03-07"})"},
    {"NotNeeded", R"({"pushed_on":"2025-03-03","received_on":"2025-03-07"})"},
    {"Lapsed", R"({"pushed_on":"2025-03-03","received_on":"2025-03-07"})"},
    {"Declined", R"({"pushed_on":"2025-03-03","received_on":"2025-03-07"})"},
    {"FeedbackGiven", R"({"pushed_on":"2025-03-03","received_on":"2025-03-07"})"},
    {"Cancelled", R"({"pushed_on":"2025-03-03"})"},
};

constexpr StateContext kSlipContexts[] = {
    {"Raised", R"({"kind":"permit"})"},
    {"Dispatched",
     R"({"kind":"permit","parts":[{"department":"D1","id":"1"},{"department":"D2","id":"2"}]})"},
    {"Handling",
     R"({"kind":"permit","parts":[{"answered":true,"department":"D1","id":"1","started":true}]})"},
    {"EscalationProposed", R"({"kind":"permit","parts":[{"department":"D1","id":"1"}]})"},
    {"Escalated", R"({"kind":"permit","level":"city","parts":[{"department":"D1","id":"1"}]})"},
    {"Resolved",
     R"({"kind":"permit","parts":[{"answered":true,"department":"D1","id":"1","started":true}]})"},
};

template <std::size_t n>
std::string_view find_context(const StateContext (&contexts)[n], std::string_view state) {
  for (const auto& entry : contexts)
    if (entry.state == state) return entry.context;
  return "{}";
}

}  // namespace

const std::vector<Probe>& probes(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kCase:
      return case_probes();
    case SubjectKind::kReferral:
      return referral_probes();
    case SubjectKind::kSlip:
      return slip_probes();
  }
  return case_probes();
}

std::string_view usual_context(SubjectKind kind, std::string_view state) {
  switch (kind) {
    case SubjectKind::kCase:
      return find_context(kCaseContexts, state);
    case SubjectKind::kReferral:
      return find_context(kReferralContexts, state);
    case SubjectKind::kSlip:
      return find_context(kSlipContexts, state);
  }
  return "{}";
}

ChartRules probe_rules(bool strict) {
  ChartRules rules;
  rules.required_information = {"credit_report", "litigation"};
  if (!strict) return rules;
  for (const auto& list : reason_lists()) rules.reasons[list] = {"listed"};
  for (const auto& state : states(SubjectKind::kCase))
    rules.steps[state] = {"step-1", "step-2", "step-of-two", "step-wait"};
  rules.steps_before["step-2"] = {"step-1"};
  rules.quorums["step-of-two"] = 2;
  rules.waits = {"step-wait"};
  return rules;
}

Instant probe_instant() {
  return at_local_time(Date(std::chrono::days(20157)), std::chrono::hours(10));
}

}  // namespace qianqiao
