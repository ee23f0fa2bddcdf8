// Guidance, financing, removal, (六)(八)(十一)(十二).
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"
#include "workflows/base/money.h"

namespace qianqiao {
namespace {

using nlohmann::json;

Variants guidance_started(Scene&) {
  return {{1, {{"remark", "不等待迟到的银行反馈，先行辅导。"}}}};
}

Variants guidance_recorded(Scene& scene) {
  return {{1,
           {{"guided_on", date_before(scene, 2)},
            {"by", scene.subject.county},
            {"content", guidance_words(scene.random)}}}};
}

Variants reapplied(Scene&) { return {{1, {{"remark", "辅导后重新申报。"}}}}; }

Variants referred_again(Scene& scene) {
  const auto banks = banks_of(scene);
  if (banks.empty()) return {};
  return {{1,
           {{"banks", json::array({scene.random.pick(banks)})},
            {"consent", true},
            {"reason", "企业条件已改善，改荐其他银行。"}}}};
}

Variants guidance_ended(Scene&) { return {{1, {{"result", "辅导结束，企业暂无融资打算。"}}}}; }

Variants use_checked(Scene& scene) {
  const json base = {{"checked_on", date_before(scene, 1)}, {"evidence", "发票、转账凭证（演示）"}};
  json proper = base, misuse = base;
  proper["finding"] = "proper";
  misuse["finding"] = "misuse";
  return {{9, std::move(proper)}, {1, std::move(misuse)}};
}

Variants renewal_due(Scene& scene) {
  return {{1, {{"due_on", format_date(scene.today + std::chrono::days(30))}}}};
}

Variants renewed(Scene& scene) {
  return {{1,
           {{"renewed_on", date_before(scene, 1)},
            {"without_repaying_principal", scene.random.chance(60)},
            {"amount_fen", scene.random.between(5, 300) * kFenPerWan},
            {"term_months", 12}}}};
}

Variants settled(Scene& scene) { return {{1, {{"settled_on", date_before(scene, 1)}}}}; }

Variants removed_from_list(Scene& scene) {
  const json hearing = {{"heard", true},
                        {"heard_on", date_before(scene, 3)},
                        {"statement", "企业承认所报材料与实际不符。"}};
  return {{1,
           {{"reason", scene.random.chance(50) ? "misuse" : "false_materials"},
            {"evidence", "核查记录（演示）"},
            {"hearing", hearing}}}};
}

Variants removal_revoked(Scene&) { return {{1, {{"reason", "经复核，移出依据不足。"}}}}; }

}  // namespace

const DataBuilders& outcome_data() {
  static const DataBuilders builders = {{"GuidanceStarted", guidance_started},
                                        {"GuidanceRecorded", guidance_recorded},
                                        {"Reapplied", reapplied},
                                        {"ReferredAgain", referred_again},
                                        {"GuidanceEnded", guidance_ended},
                                        {"UseChecked", use_checked},
                                        {"RenewalDue", renewal_due},
                                        {"Renewed", renewed},
                                        {"Settled", settled},
                                        {"RemovedFromList", removed_from_list},
                                        {"RemovalRevoked", removal_revoked}};
  return builders;
}

}  // namespace qianqiao
