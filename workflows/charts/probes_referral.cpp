#include "workflows/charts/probes.h"

namespace qianqiao {

namespace {

constexpr std::string_view kGrant =
    R"({"amount_fen":50000000,"annual_rate_bps":385,"term_months":12,"working_capital":true,"guarantee":{"kind":"none"},"first_loan":true,"credit_loan":true,"medium_or_long_term":false,"renewal_without_principal":false})";
constexpr std::string_view kLongGrant =
    R"({"amount_fen":50000000,"annual_rate_bps":385,"term_months":48,"working_capital":true,"guarantee":{"kind":"none"},"first_loan":true,"credit_loan":true,"medium_or_long_term":true,"renewal_without_principal":false})";
constexpr std::string_view kWarnedGrant =
    R"({"amount_fen":50000000,"annual_rate_bps":385,"term_months":72,"working_capital":true,"long_term_reason":"回收周期长","guarantee":{"kind":"government_guarantee","yearly_fee_bps":150},"first_loan":true,"credit_loan":false,"medium_or_long_term":true,"renewal_without_principal":false})";
constexpr std::string_view kFutureGrant =
    R"({"amount_fen":50000000,"annual_rate_bps":385,"term_months":12,"working_capital":true,"guarantee":{"kind":"none"},"first_loan":true,"credit_loan":true,"medium_or_long_term":false,"renewal_without_principal":false,"decided_on":"2025-03-11"})";
constexpr std::string_view kCorrectedGrant =
    R"({"reason":"录错","grant":{"amount_fen":60000000,"annual_rate_bps":385,"term_months":12,"working_capital":true,"guarantee":{"kind":"none"},"first_loan":true,"credit_loan":true,"medium_or_long_term":false,"renewal_without_principal":false}})";
constexpr std::string_view kEvidence = R"({"received_on":"2025-03-07","evidence":"收件回执"})";
constexpr std::string_view kShownByOther =
    R"({"evidence":{"by":["li","li"],"received_on":"2025-03-07"}})";
constexpr std::string_view kCorrectionByOther =
    R"({"correction":{"by":["li","li"],"received_on":"2025-03-06"}})";

}  // namespace

const std::vector<Probe>& referral_probes() {
  static const std::vector<Probe> all = {
      {"Pushed", "", R"({"bank":"B1","batch":"2025-03"})"},
      {"Contacted", "", R"({"contacted_on":"2025-03-10","channel":"phone"})"},
      {"Contacted", "in the future", R"({"contacted_on":"2025-03-11","channel":"phone"})"},
      {"MaterialsRequested", "", R"({"materials":["财务报表"]})"},
      {"MaterialsRequested", "the bank's turn", R"({"materials":["财务报表"]})",
       R"({"awaited":"bank"})", "CollectingMaterials"},
      {"MaterialsSubmitted", "", R"({"materials":["财务报表"]})"},
      {"MaterialsSubmitted", "again", R"({"materials":["财务报表"]})", R"({"awaited":"bank"})",
       "CollectingMaterials"},
      {"MaterialsCompleted", ""},
      {"CompletionEvidenced", "", kEvidence},
      {"CompletionEvidenced", "in the future", R"({"received_on":"2025-03-11","evidence":"回执"})"},
      {"CompletionEvidenced", "before the push",
       R"({"received_on":"2025-03-02","evidence":"回执"})"},
      {"CompletionEvidenced", "before the last submission", kEvidence,
       R"({"submitted_on":"2025-03-08"})"},
      {"CompletionConfirmed", "", "{}", kShownByOther},
      {"CompletionConfirmed", "same person", "{}",
       R"({"evidence":{"by":["li","zhang"],"received_on":"2025-03-07"}})"},
      {"CompletionConfirmed", "nothing evidenced", "{}"},
      {"CompletionCorrectionProposed", "",
       R"({"received_on":"2025-03-06","reason":"回执日期","evidence":"回执"})"},
      {"CompletionCorrectionProposed", "same date",
       R"({"received_on":"2025-03-07","reason":"回执日期","evidence":"回执"})"},
      {"CompletionCorrectionProposed", "before the last submission",
       R"({"received_on":"2025-03-04","reason":"回执日期","evidence":"回执"})"},
      {"MaterialsCompletionCorrected", "", "{}", kCorrectionByOther},
      {"MaterialsCompletionCorrected", "same person", "{}",
       R"({"correction":{"by":["zhang","li"],"received_on":"2025-03-06"}})"},
      {"MaterialsCompletionCorrected", "nothing proposed", "{}"},
      {"BranchReassigned", "", R"({"branch":"B1-2"})"},
      {"Granted", "", kGrant},
      {"Granted", "over 36 months without reason", kLongGrant, "{}", "Deciding"},
      {"Granted", "over 60 months, fee over 1 %", kWarnedGrant, "{}", "Deciding"},
      {"Granted", "in the future", kFutureGrant},
      {"Declined", ""},
      {"Declined", "in the future", R"({"decided_on":"2025-03-11"})"},
      {"FeedbackGiven", "", R"({"reasons":[{"code":"collateral_short","repairable":true}]})"},
      {"FeedbackGiven", "unknown reason", R"({"reasons":[{"code":"whim"}]})", "{}", "", true},
      {"FeedbackConfirmed", "", R"({"confirmed":true})"},
      {"DecisionCorrected", "", kCorrectedGrant},
      {"GrantCorrected", "", kCorrectedGrant},
      {"GrantCorrected", "off the lists", kCorrectedGrant,
       R"({"guarantee_fee":true,"long_term":true})"},
      {"Drawn", "", R"({"amount_fen":20000000,"drawn_on":"2025-03-10"})"},
      {"Drawn", "in the future", R"({"amount_fen":20000000,"drawn_on":"2025-03-11"})"},
      {"DrawingCorrected", "",
       R"({"amount_fen":20000000,"drawn_on":"2025-03-10","reason":"录错"})"},
      {"CreditNotNeeded", "", R"({"statement":"订单推迟"})"},
      {"GrantLapsed", "", R"({"lapsed_on":"2025-03-10","reason":"逾期未用"})"},
      {"LedgerEntered", "", R"({"as_of":"2025-03-10","balance_fen":20000000})"},
      {"EnterpriseUnresponsive", "",
       R"({"attempts":[{"tried_on":"2025-03-05","channel":"phone"}]})"},
      {"EnterpriseUnresponsive", "in the future",
       R"({"attempts":[{"tried_on":"2025-03-11","channel":"phone"}]})"},
      {"ReferralWithdrawn", "", R"({"reason":"no_longer_needed"})"},
      {"ReferralWithdrawn", "unknown reason", R"({"reason":"whim"})", "{}", "", true},
      {"CaseWithdrawn", "", R"({"reason":"no_longer_needed"})"},
      {"CaseRemoved", "", R"({"reason":"misuse"})"},
      {"DocumentAdded", "",
       R"({"document":"D1","name":"营业执照.pdf","kind":"licence","media_type":"application/pdf","size_bytes":1024,)"
       R"("content_digest":"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"})"},
      {"DocumentRemoved", "", R"({"document":"D1","reason":"误传了其他企业的材料"})"},
      {"DeadlineExtended", "",
       R"({"rule":"materials-wait","until":"2025-03-20","reason":"节假日人手不足","authority":"工作专班组长","clause":"†"})"},
      {"DeadlinesReprojected", "",
       R"({"calendar_version":"v2","reason":"2027 notice","moves":[{"rule":"bank-decision","due_before":"2025-04-07","due_after":"2025-04-08"}]})"},
      {"WorkflowMigrated", "", R"({"from":"v1","to":"v2","reason":"会签改为并行"})"},
      {"WorkflowMigrated", "to where it is", R"({"from":"v1","to":"v1","reason":"会签改为并行"})"},
  };
  return all;
}

}  // namespace qianqiao
