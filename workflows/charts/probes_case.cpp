#include "workflows/charts/probes.h"

namespace qianqiao {

namespace {

constexpr std::string_view kEnrol = R"({"bank":"B1","basic_conditions_met":true,"consent":true})";
constexpr std::string_view kWalkIn =
    R"({"receipt_number":"W1","channel":"window","basic_conditions_met":true,"consent":true})";
constexpr std::string_view kStandardsMet =
    R"({"standards":{"compliant_operation":{"met":true,"evidence":"e"},"fixed_premises":{"met":true,"evidence":"e"},"genuine_need":{"met":true,"evidence":"e"},"good_credit":{"met":true,"evidence":"e"},"lawful_use":{"met":true,"evidence":"e"}},"banks":["B1","B2"],"amount_fen":50000000,"purpose":"原料","term_months":12,"consent":true})";
constexpr std::string_view kStandardUnmet =
    R"({"standards":{"compliant_operation":{"met":true,"evidence":"e"},"fixed_premises":{"met":false,"evidence":"e"},"genuine_need":{"met":true,"evidence":"e"},"good_credit":{"met":true,"evidence":"e"},"lawful_use":{"met":true,"evidence":"e"}},"banks":["B1","B2"],"amount_fen":50000000,"purpose":"原料","term_months":12,"consent":true})";
constexpr std::string_view kNoConsent =
    R"({"standards":{"compliant_operation":{"met":true,"evidence":"e"},"fixed_premises":{"met":true,"evidence":"e"},"genuine_need":{"met":true,"evidence":"e"},"good_credit":{"met":true,"evidence":"e"},"lawful_use":{"met":true,"evidence":"e"}},"banks":["B1","B2"],"amount_fen":50000000,"purpose":"原料","term_months":12,"consent":false})";
constexpr std::string_view kSameBankTwice =
    R"({"standards":{"compliant_operation":{"met":true,"evidence":"e"},"fixed_premises":{"met":true,"evidence":"e"},"genuine_need":{"met":true,"evidence":"e"},"good_credit":{"met":true,"evidence":"e"},"lawful_use":{"met":true,"evidence":"e"}},"banks":["B1","B1"],"amount_fen":50000000,"purpose":"原料","term_months":12,"consent":true})";
constexpr std::string_view kThreeBanks =
    R"({"standards":{"compliant_operation":{"met":true,"evidence":"e"},"fixed_premises":{"met":true,"evidence":"e"},"genuine_need":{"met":true,"evidence":"e"},"good_credit":{"met":true,"evidence":"e"},"lawful_use":{"met":true,"evidence":"e"}},"banks":["B1","B2","B3"],"amount_fen":50000000,"purpose":"原料","term_months":12,"consent":true})";
constexpr std::string_view kApproval =
    R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},"no_new_implicit_debt":true,"conflict_of_interest":false})";
constexpr std::string_view kSignature = R"({"opinion":"同意"})";
constexpr std::string_view kHearing =
    R"({"reason":"misuse","evidence":"流水","hearing":{"heard":true,"heard_on":"2025-03-06","statement":"属实"}})";
constexpr std::string_view kGranted =
    R"({"referral":"R","bank":"B1","outcome":"granted","undecided":0,"granted":1,"feedback_owed":0})";
constexpr std::string_view kGrantedFirst =
    R"({"referral":"R","bank":"B1","outcome":"granted","undecided":1,"granted":1,"feedback_owed":0})";
constexpr std::string_view kSecondGrant =
    R"({"referral":"R","bank":"B1","outcome":"granted","undecided":0,"granted":2,"feedback_owed":0})";
constexpr std::string_view kDeclinedFirst =
    R"({"referral":"R","bank":"B1","outcome":"declined","undecided":1,"granted":0,"feedback_owed":1})";
constexpr std::string_view kDeclinedLast =
    R"({"referral":"R","bank":"B1","outcome":"declined","undecided":0,"granted":0,"feedback_owed":1})";
constexpr std::string_view kCancelledLast =
    R"({"referral":"R","bank":"B1","outcome":"cancelled","undecided":0,"granted":0,"feedback_owed":0})";

}  // namespace

const std::vector<Probe>& case_probes() {
  static const std::vector<Probe> all = {
      // ---- roster and visits
      {"Listed", "joins a round",
       R"({"source":"市场监管","round":{"id":"R1","ends":"2025-04-30"}})"},
      {"Listed", "after the round's end", R"({"round":{"id":"R1","ends":"2025-03-09"}})"},
      {"RoundJoined", "", R"({"round":{"id":"R2","ends":"2025-04-30"}})", R"({"round":null})"},
      {"RoundJoined", "still in a round", R"({"round":{"id":"R2","ends":"2025-04-30"}})"},
      {"RoundJoined", "after its end", R"({"round":{"id":"R2","ends":"2025-03-09"}})",
       R"({"round":null})"},
      {"Nominated", "", kEnrol},
      {"Nominated", "of another county",
       R"({"bank":"B1","basic_conditions_met":true,"consent":true,"elsewhere":true})", "{}", ""},
      {"Nominated", "without consent",
       R"({"bank":"B1","basic_conditions_met":true,"consent":false})"},
      {"Nominated", "conditions unmet",
       R"({"bank":"B1","basic_conditions_met":false,"consent":true})"},
      {"Nominated", "already followed", kEnrol, R"({"followed":true})", "Closed"},
      {"WalkedIn", "", kWalkIn},
      {"WalkedIn", "of another county",
       R"({"receipt_number":"W1","channel":"window","basic_conditions_met":true,"consent":true,"elsewhere":true})",
       "{}", ""},
      {"WalkedIn", "without consent",
       R"({"receipt_number":"W1","channel":"window","basic_conditions_met":true,"consent":false})"},
      {"ScreenedIn", "", R"({"conditions_met":true})"},
      {"ScreenedIn", "conditions unmet", R"({"conditions_met":false})"},
      {"ScreenedIn", "step open", R"({"conditions_met":true})", "{}", "", true},
      {"ExcludedFromRoster", "", R"({"reason":"abnormal_operation"})"},
      {"ExcludedFromRoster", "unknown reason", R"({"reason":"whim"})", "{}", "", true},
      {"Reinstated", "", R"({"reason":"恢复经营","round":{"id":"R1","ends":"2025-04-30"}})"},
      {"VisitPlanned", "", R"({"planned_on":"2025-03-12","team":"T1","channel":"on_site"})"},
      {"VisitPlanned", "another team's visit",
       R"({"planned_on":"2025-03-12","team":"T2","channel":"on_site"})",
       R"({"planned_on":"2025-03-05","team":"T1"})"},
      {"VisitAttempted", "", R"({"attempted_on":"2025-03-10","channel":"phone"})"},
      {"VisitAttempted", "in the future", R"({"attempted_on":"2025-03-11","channel":"phone"})"},
      {"VisitRecorded", "demand",
       R"({"visited_on":"2025-03-10","channel":"on_site","outcome":"demand","situation":"正常经营","need":{"amount_fen":50000000,"purpose":"原料"}})"},
      {"VisitRecorded", "no demand",
       R"({"visited_on":"2025-03-10","channel":"phone","outcome":"no_demand"})"},
      {"VisitRecorded", "refused",
       R"({"visited_on":"2025-03-10","channel":"phone","outcome":"refused"})"},
      {"VisitRecorded", "demand, incomplete",
       R"({"visited_on":"2025-03-10","channel":"on_site","outcome":"demand"})"},
      {"VisitRecorded", "in the future",
       R"({"visited_on":"2025-03-11","channel":"phone","outcome":"no_demand"})"},
      {"AttemptLimitReached", ""},
      {"AttemptLimitReached", "attempts left", "{}", R"({"attempts":2})"},
      {"DuplicateFound", "", R"({"duplicate_of":"411502C000009"})"},
      {"Transferred", "", R"({"to_county":"411503","reason":"注册地"})"},
      {"Transferred", "feedback owed", R"({"to_county":"411503","reason":"注册地"})",
       R"({"feedback_owed":1})", "Application"},
      {"Transferred", "feedback owed", R"({"to_county":"411503","reason":"注册地"})",
       R"({"feedback_owed":1})", "Guidance"},
      {"JurisdictionChanged", "", R"({"township":"411502001","reason":"搬迁"})"},
      {"JurisdictionChanged", "decided by the city", R"({"county":"411503","reason":"注册地"})",
       "{}", "Received"},
      {"JurisdictionChanged", "nothing given", R"({"reason":"搬迁"})"},
      {"IdentityLinked", "", R"({"uscc":"91411500MA00000000"})"},

      // ---- application and review
      {"InformationRecorded", "",
       R"({"kind":"litigation","conclusion":"nothing_found","source":"法院"})"},
      {"InformationRecorded", "completes it",
       R"({"kind":"litigation","conclusion":"nothing_found","source":"法院"})",
       R"({"awaiting_information":true,"information":["credit_report"]})", "Review.Preliminary"},
      {"InformationRecorded", "without authorisation",
       R"({"kind":"credit_report","conclusion":"favourable","source":"人民银行"})"},
      {"InformationWaived", "", R"({"kind":"collateral","reason":"信用贷款"})"},
      {"StepCompleted", "", R"({"step":"step-1","outcome":"passed","form":{"checked":true}})", "{}",
       "", true},
      {"StepCompleted", "before its turn", R"({"step":"step-2","outcome":"passed"})", "{}", "",
       true},
      {"StepCompleted", "said to be not needed", R"({"step":"step-1","outcome":"not_needed"})",
       "{}", "", true},
      {"StepCompleted", "a wait", R"({"step":"step-wait","outcome":"passed"})", "{}", "", true},
      {"StepCompleted", "by the first of two", R"({"step":"step-of-two","outcome":"passed"})", "{}",
       "", true},
      {"StepCompleted", "twice by one of two", R"({"step":"step-of-two","outcome":"passed"})",
       R"({"approvals":{"step-of-two":{"zhang":"zhang"}}})", "", true},
      {"StepCompleted", "unknown step", R"({"step":"step-9","outcome":"passed"})", "{}", "", true},
      {"ApplicationSubmitted", "", kStandardsMet, R"({"information":["credit_report"]})"},
      {"ApplicationSubmitted", "standard unmet", kStandardUnmet},
      {"ApplicationSubmitted", "without consent", kNoConsent},
      {"ApplicationSubmitted", "same bank twice", kSameBankTwice},
      {"ApplicationSubmitted", "three banks", kThreeBanks},
      {"ApplicationSubmitted", "step open", kStandardsMet, "{}", "", true},
      {"ReviewApproved", "", kApproval},
      {"ReviewApproved", "first reviewer again", kApproval,
       R"({"reviewers":{"Review.Preliminary":["zhang","li"]}})"},
      {"ReviewApproved", "without findings", R"({"opinion":"同意","conflict_of_interest":false})"},
      {"ReviewApproved", "adverse finding",
       R"({"opinion":"同意","findings":{"policy":true,"authenticity":false,"completeness":true},"no_new_implicit_debt":true,"conflict_of_interest":false})"},
      {"ReviewApproved", "implicit debt",
       R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},"no_new_implicit_debt":false,"conflict_of_interest":false})"},
      {"ReviewApproved", "information missing", kApproval, R"({"information":["credit_report"]})",
       "Review.Preliminary"},
      {"ReviewApproved", "conflict undeclared",
       R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},"no_new_implicit_debt":true})",
       "{}", "Review.BankReview"},
      {"ReviewApproved", "conflict of interest",
       R"({"opinion":"同意","findings":{"policy":true,"authenticity":true,"completeness":true},"no_new_implicit_debt":true,"conflict_of_interest":true})",
       "{}", "Review.BankReview"},
      {"ReviewApproved", "step open", kApproval, "{}", "", true},
      {"ReviewReturned", "to application", R"({"to":"Application","reason":"use_unclear"})"},
      {"ReviewReturned", "to preliminary", R"({"to":"Review.Preliminary","reason":"use_unclear"})"},
      {"ReviewReturned", "to bank review", R"({"to":"Review.BankReview","reason":"use_unclear"})"},
      {"ReviewReturned", "to leader", R"({"to":"Review.LeaderReview","reason":"use_unclear"})"},
      {"ReviewReturned", "unknown reason", R"({"to":"Application","reason":"whim"})", "{}", "",
       true},
      {"ReviewRejected", "", R"({"reason":"policy_unmet"})"},
      {"ReviewRejected", "unknown reason", R"({"reason":"whim"})", "{}", "", true},
      {"SignatureWithdrawn", "to application", R"({"to":"Application","reason":"use_unclear"})"},
      {"SignatureWithdrawn", "to leader", R"({"to":"Review.LeaderReview","reason":"use_unclear"})"},
      {"SignatureWithdrawn", "unknown reason", R"({"to":"Application","reason":"whim"})", "{}", "",
       true},
      {"BatchPushed", "", R"({"batch":"2025-03"})"},
      {"BatchPushed", "step open", R"({"batch":"2025-03"})", "{}", "", true},

      // ---- banks' outcomes
      {"ReferralConcluded", "granted, others run on", kGrantedFirst},
      {"ReferralConcluded", "granted, the last", kGranted},
      {"ReferralConcluded", "a second grant", kSecondGrant, "{}", "Financing.Drawdown"},
      {"ReferralConcluded", "declined, others run on", kDeclinedFirst, "{}", "BankDecision"},
      {"ReferralConcluded", "declined, the last", kDeclinedLast, "{}", "BankDecision"},
      {"ReferralConcluded", "cancelled, the last", kCancelledLast, "{}", "BankDecision"},
      {"ReferralConcluded", "cancelled after the end", kCancelledLast, "{}", "Closed"},
      {"ReferralConcluded", "cancelled after the end", kCancelledLast, "{}", "Removed"},
      {"ReferralConcluded", "declined, a grant waits", kDeclinedLast, "{}", "Financing.Drawdown"},
      {"ReferralConcluded", "declined, no grant is wanted", kDeclinedLast,
       R"({"drawing_concluded":true,"undecided":1})", "Financing.Drawdown"},
      {"FeedbackCompleted", "", R"({"referral":"R"})"},
      {"DrawdownConcluded", "drawn", R"({"drawn":1,"not_needed":0,"lapsed":0})"},
      {"DrawdownConcluded", "nothing drawn", R"({"drawn":0,"not_needed":1,"lapsed":0})", "{}",
       "Financing.Drawdown"},
      {"DrawdownConcluded", "nothing drawn, a bank decides",
       R"({"drawn":0,"not_needed":1,"lapsed":0})", R"({"undecided":1})", "Financing.Drawdown"},
      {"GuidanceStarted", ""},
      {"GuidanceRecorded", "", R"({"guided_on":"2025-03-10","content":"整理账目"})"},
      {"GuidanceRecorded", "in the future", R"({"guided_on":"2025-03-11","content":"整理账目"})"},
      {"Reapplied", ""},
      {"ReferredAgain", "same bank", R"({"banks":["B1"],"reason":"已补抵押"})"},
      {"ReferredAgain", "another bank", R"({"banks":["B2"],"consent":true,"reason":"已补抵押"})"},
      {"ReferredAgain", "another bank, no consent", R"({"banks":["B2"],"reason":"已补抵押"})"},
      {"ReferredAgain", "not reviewed", R"({"banks":["B1"],"reason":"已补抵押"})",
       R"({"reviewed":false})"},
      {"GuidanceEnded", "", R"({"result":"不再需要"})"},
      {"GuidanceEnded", "step open", R"({"result":"不再需要"})", "{}", "", true},
      {"UseChecked", "proper",
       R"({"checked_on":"2025-03-10","finding":"proper","evidence":"流水"})"},
      {"UseChecked", "misuse",
       R"({"checked_on":"2025-03-10","finding":"misuse","evidence":"流水"})", "{}",
       "Financing.PostLoan"},
      {"UseChecked", "proper after all",
       R"({"checked_on":"2025-03-10","finding":"proper","evidence":"流水"})",
       R"({"removal_due":true})", "Financing.PostLoan"},
      {"UseChecked", "nothing drawn",
       R"({"checked_on":"2025-03-10","finding":"proper","evidence":"流水"})", R"({"drawn":0})",
       "Removed"},
      {"RenewalDue", "", R"({"due_on":"2025-06-30"})"},
      {"Renewed", "",
       R"({"renewed_on":"2025-03-10","without_repaying_principal":true,"amount_fen":50000000})"},
      {"Settled", "", R"({"settled_on":"2025-03-10"})"},
      {"Settled", "misuse stands", R"({"settled_on":"2025-03-10"})", R"({"removal_due":true})"},
      {"Settled", "step open", R"({"settled_on":"2025-03-10"})", "{}", "", true},
      {"RemovedFromList", "", kHearing},
      {"RemovedFromList", "not heard",
       R"({"reason":"misuse","evidence":"流水","hearing":{"heard":false,"heard_on":"2025-03-06","statement":"无"}})"},
      {"RemovedFromList", "unknown reason", kHearing, "{}", "", true},
      {"RemovedFromList", "never applied", kHearing, R"({"banks":null})", "Closed"},
      {"RemovalRevoked", "", R"({"reason":"查明不实"})"},
      {"RemovalRevoked", "never applied", R"({"reason":"查明不实"})", R"({"banks":null})"},
      {"Withdrawn", "", R"({"reason":"no_longer_needed"})"},
      {"Withdrawn", "unknown reason", R"({"reason":"whim"})", R"({"drawn":null})", "", true},
      {"DocumentAdded", "",
       R"({"document":"D1","name":"营业执照.pdf","kind":"licence","media_type":"application/pdf","size_bytes":1024,)"
       R"("content_digest":"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"})"},
      {"DocumentRemoved", "", R"({"document":"D1","reason":"误传了其他企业的材料"})"},
      {"DeadlineExtended", "",
       R"({"rule":"visit","until":"2025-03-20","reason":"节假日人手不足","authority":"工作专班组长","clause":"†"})"},
      {"DeadlinesReprojected", "",
       R"({"calendar_version":"v2","reason":"2027 notice","moves":[{"rule":"visit","due_before":"2025-03-20","due_after":"2025-03-21"}]})"},
      {"WorkflowMigrated", "", R"({"from":"v1","to":"v2","reason":"会签改为并行"})"},
      {"WorkflowMigrated", "to where it is", R"({"from":"v1","to":"v1","reason":"会签改为并行"})"},
  };
  return all;
}

}  // namespace qianqiao
