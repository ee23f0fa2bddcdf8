// Application, review and signature, (四)(五).
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"
#include "workflows/base/money.h"
#include "workflows/charts/chart.h"

namespace qianqiao {
namespace {

using nlohmann::json;

// The kinds of (五) that the case lacks, those of its context left out; all where all are there.
std::vector<std::string> missing_information(const Scene& scene) {
  const json context = json::parse(scene.subject.configuration.context, nullptr, false);
  const json present = context.is_object() ? context.value("information", json::array()) : json();
  std::vector<std::string> missing;
  for (const std::string& kind : information_kinds())
    if (std::find(present.begin(), present.end(), kind) == present.end()) missing.push_back(kind);
  return missing.empty() ? information_kinds() : missing;
}

// One for each kind that is missing.
Variants information_recorded(Scene& scene) {
  Variants variants;
  for (const std::string& kind : missing_information(scene))
    variants.push_back(
        {1,
         {{"kind", kind},
          {"conclusion", scene.random.chance(80) ? "favourable" : "nothing_found"},
          {"source", kind == "credit_report" ? "人民银行征信中心（演示）" : "县直部门（演示）"},
          {"authorised", true}}});
  return variants;
}

Variants information_waived(Scene& scene) {
  return {{1, {{"kind", missing_information(scene).back()}, {"reason", "不适用于该经营主体。"}}}};
}

Variants application_submitted(Scene& scene) {
  json standards = json::object();
  for (const char* name :
       {"compliant_operation", "fixed_premises", "genuine_need", "good_credit", "lawful_use"})
    standards[name] = {{"met", true}, {"evidence", "演示材料：营业执照、租赁合同、纳税证明"}};
  const auto banks = banks_of(scene);
  if (banks.empty()) return {};
  const std::string first = scene.random.pick(banks), second = scene.random.pick(banks);
  json data = {{"standards", standards},
               {"banks", json::array({first})},
               {"amount_fen", scene.random.between(5, 500) * kFenPerWan},
               {"purpose", scene.random.pick(trades()).purpose},
               {"term_months", scene.random.between(1, 3) * 12},
               {"consent", true},
               {"typed_by_staff", scene.random.chance(40)}};
  if (first == second) return {{1, std::move(data)}};
  json two = data;
  two["banks"].push_back(second);
  return {{1, std::move(data)}, {1, std::move(two)}};
}

Variants review_approved(Scene& scene) {
  const std::string& state = scene.subject.configuration.state;
  json data = {{"opinion", opinion(scene.random)}};
  if (state != "Review.ConvenerSignature") {
    data["findings"] = {{"policy", true}, {"authenticity", true}, {"completeness", true}};
    data["no_new_implicit_debt"] = true;
  }
  if (state == "Review.BankReview") data["conflict_of_interest"] = false;
  return {{1, std::move(data)}};
}

std::string return_reason(Random& random) {
  static const std::vector<std::string> reasons = {
      "materials_incomplete", "information_inconsistent", "use_unclear", "bank_choice_unclear"};
  return random.pick(reasons);
}

// Levels that do not lie before this one are refused; who asks picks among the rest.
Variants review_returned(Scene& scene) {
  Variants variants;
  for (const char* level :
       {"Application", "Review.Preliminary", "Review.BankReview", "Review.LeaderReview"})
    variants.push_back(
        {1, {{"to", level}, {"reason", return_reason(scene.random)}, {"field", "贷款用途"}}});
  return variants;
}

Variants review_rejected(Scene& scene) {
  static const std::vector<std::string> reasons = {"standard_unmet", "policy_unmet", "untrue",
                                                   "no_genuine_demand"};
  return {{1, {{"reason", scene.random.pick(reasons)}}}};
}

Variants signature_withdrawn(Scene& scene) {
  const std::string reason = return_reason(scene.random);
  return {{1, {{"to", "Application"}, {"reason", reason}}},
          {1, {{"to", "Review.LeaderReview"}, {"reason", reason}}}};
}

Variants batch_pushed(Scene& scene) {
  return {{1, {{"batch", scene.subject.county + "-" + format_date(scene.today)}}}};
}

}  // namespace

const DataBuilders& review_data() {
  static const DataBuilders builders = {{"InformationRecorded", information_recorded},
                                        {"InformationWaived", information_waived},
                                        {"ApplicationSubmitted", application_submitted},
                                        {"ReviewApproved", review_approved},
                                        {"ReviewReturned", review_returned},
                                        {"ReviewRejected", review_rejected},
                                        {"SignatureWithdrawn", signature_withdrawn},
                                        {"BatchPushed", batch_pushed}};
  return builders;
}

}  // namespace qianqiao
