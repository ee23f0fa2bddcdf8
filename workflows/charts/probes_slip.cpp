#include "workflows/charts/probes.h"

namespace qianqiao {

namespace {

constexpr std::string_view kTwoParts =
    R"({"parts":[{"id":"1","department":"D1","request":"加快办证"},{"id":"2","department":"D2","request":"出具证明"}]})";
constexpr std::string_view kFixedAsset = R"({"kind":"fixed_asset_preliminary"})";
constexpr std::string_view kOwed =
    R"({"part":"1","commitment_signed":true,"owed":[{"item":"环评批复","due_on":"2025-04-10"}]})";

}  // namespace

const std::vector<Probe>& slip_probes() {
  static const std::vector<Probe> all = {
      {"Raised", "", R"({"kind":"permit","description":"缺少施工许可"})"},
      {"Dispatched", "", kTwoParts, "{}", "Raised"},
      {"Dispatched", "another part", R"({"parts":[{"id":"3","department":"D3","request":"协办"}]})",
       "{}", "Handling"},
      {"Dispatched", "the first department",
       R"({"parts":[{"id":"1","department":"D1","request":"协办"}]})", R"({"parts":null})",
       "Handling"},
      {"Dispatched", "department twice",
       R"({"parts":[{"id":"1","department":"D1","request":"a"},{"id":"2","department":"D1","request":"b"}]})",
       "{}", "Raised"},
      {"Dispatched", "part twice",
       R"({"parts":[{"id":"1","department":"D1","request":"a"},{"id":"1","department":"D2","request":"b"}]})",
       "{}", "Raised"},
      {"Misrouted", "", R"({"reason":"不属本部门职责"})"},
      {"HandlingStarted", "", R"({"part":"1"})"},
      {"HandlingStarted", "unknown part", R"({"part":"9"})"},
      {"PartAnswered", "", R"({"part":"1","outcome":"done","answer":"已办结"})"},
      {"PartAnswered", "unknown part", R"({"part":"9","outcome":"done","answer":"已办结"})"},
      {"IncompleteAccepted", "", kOwed, kFixedAsset},
      {"IncompleteAccepted", "another kind", kOwed},
      {"IncompleteAccepted", "no commitment",
       R"({"part":"1","commitment_signed":false,"owed":[{"item":"环评批复","due_on":"2025-04-10"}]})",
       kFixedAsset},
      {"IncompleteAccepted", "date passed",
       R"({"part":"1","commitment_signed":true,"owed":[{"item":"环评批复","due_on":"2025-03-09"}]})",
       kFixedAsset},
      {"OwedItemDelivered", "", R"({"item":"环评批复"})", R"({"owed":{"环评批复":"2025-04-10"}})"},
      {"OwedItemDelivered", "not owed", R"({"item":"环评批复"})"},
      {"Resolved", "", R"({"resolution":"已发证"})"},
      {"Resolved", "a part is open", R"({"resolution":"已发证"})",
       R"({"parts":[{"department":"D1","id":"1"}]})"},
      {"Reopened", "", R"({"reason":"证照有误"})"},
      {"Confirmed", ""},
      {"Confirmed", "items owed", "{}", R"({"owed":{"环评批复":"2025-04-10"}})"},
      {"EscalationProposed", "", R"({"reason":"不属县级事权"})"},
      {"EscalationConsented", ""},
      {"EscalationRefused", "", R"({"reason":"县内可办"})"},
      {"EscalationRefused", "never dispatched", R"({"reason":"县内可办"})", R"({"parts":null})"},
      {"EscalatedFurther", "", R"({"reason":"不属市级事权"})"},
      {"EscalatedFurther", "at the province", R"({"reason":"不属市级事权"})",
       R"({"level":"province"})"},
      {"AnsweredFromAbove", "resolved", R"({"resolved":true,"answer":"已批复"})"},
      {"AnsweredFromAbove", "not resolved", R"({"resolved":false,"answer":"按程序办理"})"},
      {"Cancelled", "", R"({"reason":"企业自行解决"})"},
      {"DeadlineExtended", "",
       R"({"rule":"slip-handling","until":"2025-03-20","reason":"节假日人手不足","authority":"工作专班组长","clause":"†"})"},
      {"DeadlinesReprojected", "",
       R"({"calendar_version":"v2","reason":"2027 notice","moves":[{"rule":"slip-handling","due_before":"2025-03-17","due_after":"2025-03-18"}]})"},
      {"WorkflowMigrated", "", R"({"from":"v1","to":"v2","reason":"会签改为并行"})"},
      {"WorkflowMigrated", "to where it is", R"({"from":"v1","to":"v1","reason":"会签改为并行"})"},
  };
  return all;
}

}  // namespace qianqiao
