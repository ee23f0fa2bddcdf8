// What banks, and the task force for them, say of a referral, (六)(八)(九).
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"
#include "workflows/base/money.h"

namespace qianqiao {
namespace {

using nlohmann::json;

Variants contacted(Scene& scene) {
  return {{1,
           {{"contacted_on", date_before(scene, 0)},
            {"channel", scene.random.chance(60) ? "phone" : "on_site"}}}};
}

json materials(Random& random) {
  static const std::vector<std::string> all = {"近两年财务报表", "纳税证明",   "银行流水",
                                               "租赁合同",       "抵押物权证", "购销合同"};
  json list = json::array();
  for (const std::string& item : all)
    if (random.chance(45)) list.push_back(item);
  if (list.empty()) list.push_back(all.front());
  return list;
}

Variants materials_named(Scene& scene) { return {{1, {{"materials", materials(scene.random)}}}}; }

Variants nothing_to_add(Scene&) { return {{1, json::object()}}; }

Variants completion_evidenced(Scene& scene) {
  return {{1, {{"received_on", format_date(scene.today)}, {"evidence", "银行签收单（演示）"}}}};
}

Variants correction_proposed(Scene& scene) {
  Variants variants;
  for (const int days : {1, 2, 4, 0})
    variants.push_back({1,
                        {{"received_on", format_date(scene.today - std::chrono::days(days))},
                         {"reason", "签收单日期登记有误。"},
                         {"evidence", "银行签收单（演示）"}}});
  return variants;
}

Variants branch_reassigned(Scene& scene) {
  std::vector<OrganisationId> branches;
  for (const Organisation& organisation : scene.directory.organisations())
    if (organisation.kind == OrganisationKind::kBranch &&
        organisation.parent == scene.subject.organisation &&
        organisation.area == scene.subject.county)
      branches.push_back(organisation.id);
  if (branches.empty()) return {};
  return {{1, {{"branch", scene.random.pick(branches)}}}};
}

json guarantee(Random& random) {
  if (random.chance(30))
    return {{"kind", "government_guarantee"}, {"yearly_fee_bps", random.between(50, 120)}};
  return {{"kind", random.chance(50) ? "none" : "mortgage"}};
}

json grant(Scene& scene) {
  Random& random = scene.random;
  const auto months = random.chance(6) ? random.between(37, 72) : random.between(1, 3) * 12;
  json data = {{"amount_fen", random.between(5, 400) * kFenPerWan},
               {"annual_rate_bps", random.between(300, 520)},
               {"term_months", months},
               {"working_capital", random.chance(80)},
               {"guarantee", guarantee(random)},
               {"first_loan", random.chance(35)},
               {"credit_loan", random.chance(40)},
               {"medium_or_long_term", months > 12},
               {"renewal_without_principal", random.chance(15)},
               {"decided_on", format_date(scene.today)}};
  if (months > 36) data["long_term_reason"] = "经营现金流回收周期较长。";
  return data;
}

Variants granted(Scene& scene) { return {{1, grant(scene)}}; }

Variants declined(Scene& scene) { return {{1, {{"decided_on", format_date(scene.today)}}}}; }

Variants feedback_given(Scene& scene) {
  static const std::vector<std::string> codes = {"credit_condition_unmet", "collateral_short",
                                                 "cash_flow_weak", "accounts_irregular",
                                                 "over_indebted"};
  return {{1,
           {{"reasons", json::array({{{"code", scene.random.pick(codes)}, {"remark", "演示"}}})},
            {"advice", guidance_words(scene.random)}}}};
}

Variants feedback_confirmed(Scene& scene) {
  return {{1, {{"confirmed", scene.random.chance(80)}}}};
}

Variants corrected_grant(Scene& scene) {
  return {{1, {{"reason", "原登记有误，以合同为准。"}, {"grant", grant(scene)}}}};
}

Variants drawn(Scene& scene) {
  return {{1,
           {{"amount_fen", scene.random.between(3, 200) * kFenPerWan},
            {"drawn_on", format_date(scene.today)}}}};
}

Variants drawing_corrected(Scene& scene) {
  return {{1,
           {{"amount_fen", scene.random.between(3, 200) * kFenPerWan},
            {"drawn_on", format_date(scene.today)},
            {"reason", "提款金额登记有误。"}}}};
}

Variants not_needed(Scene&) { return {{1, {{"statement", "企业已自筹资金，暂不用款。"}}}}; }

Variants lapsed(Scene& scene) {
  return {{1, {{"lapsed_on", format_date(scene.today)}, {"reason", "授信到期未提款。"}}}};
}

Variants ledger_entered(Scene& scene) {
  return {{1,
           {{"as_of", format_date(scene.today)},
            {"balance_fen", scene.random.between(0, 200) * kFenPerWan}}}};
}

Variants unresponsive(Scene& scene) {
  json attempts = json::array();
  for (const int days : {6, 3, 1})
    attempts.push_back(
        {{"tried_on", format_date(scene.today - std::chrono::days(days))}, {"channel", "phone"}});
  json today = json::array();
  for (int i = 0; i < 3; ++i)
    today.push_back({{"tried_on", format_date(scene.today)}, {"channel", "phone"}});
  return {{2, {{"attempts", attempts}}}, {1, {{"attempts", today}}}};
}

Variants withdrawn(Scene& scene) {
  return {{1, {{"reason", scene.random.chance(50) ? "no_longer_needed" : "terms_unacceptable"}}}};
}

}  // namespace

const DataBuilders& referral_data() {
  static const DataBuilders builders = {{"Contacted", contacted},
                                        {"MaterialsRequested", materials_named},
                                        {"MaterialsSubmitted", materials_named},
                                        {"MaterialsCompleted", nothing_to_add},
                                        {"CompletionEvidenced", completion_evidenced},
                                        {"CompletionConfirmed", nothing_to_add},
                                        {"CompletionCorrectionProposed", correction_proposed},
                                        {"MaterialsCompletionCorrected", nothing_to_add},
                                        {"BranchReassigned", branch_reassigned},
                                        {"Granted", granted},
                                        {"Declined", declined},
                                        {"FeedbackGiven", feedback_given},
                                        {"FeedbackConfirmed", feedback_confirmed},
                                        {"DecisionCorrected", corrected_grant},
                                        {"GrantCorrected", corrected_grant},
                                        {"Drawn", drawn},
                                        {"DrawingCorrected", drawing_corrected},
                                        {"CreditNotNeeded", not_needed},
                                        {"GrantLapsed", lapsed},
                                        {"LedgerEntered", ledger_entered},
                                        {"EnterpriseUnresponsive", unresponsive},
                                        {"ReferralWithdrawn", withdrawn}};
  return builders;
}

}  // namespace qianqiao
