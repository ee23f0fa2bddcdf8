// Visits, (四).
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"

namespace qianqiao {
namespace {

using nlohmann::json;

std::string visit_channel(Random& random) { return random.chance(55) ? "phone" : "on_site"; }

Variants planned(Scene& scene) {
  const std::string team =
      scene.subject.township.empty() ? scene.subject.county : scene.subject.township;
  return {
      {1,
       {{"planned_on", format_date(scene.today + std::chrono::days(scene.random.between(0, 5)))},
        {"team", team},
        {"channel", visit_channel(scene.random)}}}};
}

Variants attempted(Scene& scene) {
  return {{1,
           {{"attempted_on", date_before(scene, 1)},
            {"channel", visit_channel(scene.random)},
            {"remark", "无人应答。"}}}};
}

Variants recorded(Scene& scene) {
  const json base = {{"visited_on", date_before(scene, 1)},
                     {"channel", visit_channel(scene.random)}};
  json demand = base, none = base, refused = base;
  demand["outcome"] = "demand";
  demand["situation"] = situation(scene.random);
  demand["need"] = need(scene.random);
  demand["typed_by_staff"] = scene.random.chance(50);
  none["outcome"] = "no_demand";
  refused["outcome"] = "refused";
  return {{70, std::move(demand)}, {22, std::move(none)}, {8, std::move(refused)}};
}

Variants limit_reached(Scene&) { return {{1, {{"remark", "多次走访未果。"}}}}; }

}  // namespace

const DataBuilders& visit_data() {
  static const DataBuilders builders = {{"VisitPlanned", planned},
                                        {"VisitAttempted", attempted},
                                        {"VisitRecorded", recorded},
                                        {"AttemptLimitReached", limit_reached}};
  return builders;
}

}  // namespace qianqiao
