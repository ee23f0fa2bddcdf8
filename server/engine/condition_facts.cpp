#include "server/engine/condition_facts.h"

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using Json = nlohmann::json;

Json enterprise_facts(Reader& reader, const EnterpriseId& id) {
  const auto row = reader.enterprise(id);
  if (!row) return Json::object();
  return {{"kind", row->kind},
          {"industry", row->industry},
          {"size_class", row->size_class},
          {"township", row->township},
          {"has_code", !row->uscc.empty()}};
}

// The last word of each counts: an application after a return replaces the one before.
void take(Json& facts, const HistoryRow& row) {
  const bool tells = row.event == "ApplicationSubmitted" || row.event == "VisitRecorded" ||
                     row.event == "InformationRecorded" || row.event == "InformationWaived" ||
                     row.event == "StepCompleted";
  if (!tells) return;
  Json data = Json::parse(row.data, nullptr, /*allow_exceptions=*/false);
  if (!data.is_object()) return;
  if (row.event == "ApplicationSubmitted") {
    data["banks"] = data.value("banks", Json::array()).size();
    if (!data.contains("typed_by_staff")) data["typed_by_staff"] = false;
    facts["application"] = std::move(data);
  } else if (row.event == "VisitRecorded") {
    Json visit = {{"outcome", data.value("outcome", "")}};
    if (data.contains("need")) visit["amount_fen"] = data["need"]["amount_fen"];
    facts["visit"] = std::move(visit);
  } else if (row.event == "StepCompleted") {
    Json step = data.value("form", Json::object());
    step["outcome"] = data.value("outcome", "");
    facts["step"][data.value("step", "")] = std::move(step);
  } else {
    if (row.event == "InformationWaived") data["conclusion"] = "waived";
    const std::string kind = data.value("kind", "");  // before the data moves
    facts["information"][kind] = std::move(data);
  }
}

}  // namespace

Json condition_facts(Reader& reader, const SubjectRow& of_case,
                     const std::vector<const HistoryRow*>& undecided) {
  constexpr int kPage = 500;
  Json facts = {{"enterprise", enterprise_facts(reader, of_case.enterprise)}};
  std::vector<HistoryRow> page;
  std::int64_t after = 0;
  do {
    page = reader.history(of_case.id, after, kPage);
    for (const HistoryRow& row : page) {
      after = row.sequence;
      take(facts, row);
    }
  } while (page.size() == kPage);
  for (const HistoryRow* row : undecided) take(facts, *row);
  return facts;
}

}  // namespace qianqiao
