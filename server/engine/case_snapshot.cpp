#include "server/engine/case_snapshot.h"

#include <map>
#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr int kMostHistory = 2000, kMostReferrals = 50;

std::string day_of(std::int64_t ms) { return format_date(local_date(from_milliseconds(ms))); }
Json optional_day(const std::optional<Date>& day) {
  return day ? Json(format_date(*day)) : Json(nullptr);
}

Json enterprise_json(const EnterpriseRow& row) {
  Json attributes = Json::parse(row.attributes, nullptr, false);
  if (!attributes.is_object()) attributes = Json::object();
  return {{"id", row.id},
          {"uscc", row.uscc},
          {"name", row.name},
          {"kind", row.kind},
          {"county", row.county},
          {"township", row.township},
          {"industry", row.industry.empty() ? Json(nullptr) : Json(row.industry)},
          {"size_class", row.size_class},
          {"legal_representative", row.legal_representative},
          {"contact_name", row.contact_name},
          {"contact_phone", row.contact_phone},
          {"address", row.address},
          {"attributes", std::move(attributes)}};
}

// What history says of it: the last application and visit, what each kind of information brought,
// how each step of the county ended.
void add_recorded(Json& into, const std::vector<HistoryRow>& history) {
  into["information"] = into["steps"] = Json::object();
  for (const HistoryRow& row : history) {
    Json data = Json::parse(row.data, nullptr, false);
    if (!data.is_object()) continue;
    const std::string kind = data.value("kind", ""), step = data.value("step", "");
    if (row.event == "ApplicationSubmitted") into["application"] = std::move(data);
    if (row.event == "VisitRecorded") into["visit"] = std::move(data);
    if (row.event == "InformationRecorded" || row.event == "InformationWaived")
      into["information"][kind] = std::move(data);
    if (row.event == "StepCompleted") into["steps"][step] = std::move(data);
  }
}

Json case_json(Reader& reader, const SubjectRow& row) {
  Json json = {{"id", row.id},
               {"county", row.county},
               {"township", row.township},
               {"state", row.configuration.state},
               {"version", row.version},
               {"opened_on", day_of(row.opened_ms)},
               {"application", Json::object()},
               {"visit", Json::object()}};
  add_recorded(json, reader.history(row.id, 0, kMostHistory));
  return json;
}

Json referral_json(Reader& reader, const Directory& directory, const SubjectRow& row) {
  const Organisation* bank = directory.organisation(row.organisation);
  Json json = {{"id", row.id},
               {"bank", row.organisation},
               {"bank_name", bank == nullptr ? "" : bank->name},
               {"state", row.configuration.state}};
  if (const auto fact = reader.referral_fact(row.case_id, row.id)) {
    json["pushed_on"] = optional_day(fact->pushed_on);
    json["decided_on"] = optional_day(fact->granted_on ? fact->granted_on : fact->declined_on);
  }
  for (const HistoryRow& step : reader.history(row.id, 0, kMostHistory)) {
    const Json data = Json::parse(step.data, nullptr, false);
    if (!data.is_object()) continue;
    if (step.event == "MaterialsCompleted") json["completed_on"] = day_of(step.instant_ms);
    if (step.event == "Granted") {
      json["granted_fen"] = data.value("amount_fen", std::int64_t{0});
      json["annual_rate_bps"] = data.value("annual_rate_bps", std::int64_t{0});
    }
  }
  return json;
}

Json deadline_json(const DeadlineRow& row, Instant now) {
  constexpr const char* kStates[] = {"running", "met", "moot", "void"};
  return {{"rule", row.rule},
          {"subject", row.subject},
          {"effect", row.effect == Effect::kStatutory ? "statutory" : "service"},
          {"state", kStates[static_cast<std::size_t>(row.state)]},
          {"due", format_instant(from_milliseconds(row.due_ms))},
          {"due_nominal", row.due_nominal},
          {"overdue", row.state == DeadlineState::kRunning && to_milliseconds(now) > row.due_ms},
          {"provisional", row.provisional}};
}

// Visits that were made in a case, with the team of the plan that went before.
void add_visits(Json& into, Reader& reader, const Directory& directory, const SubjectId& id) {
  std::string team;
  for (const HistoryRow& row : reader.history(id, 0, kMostHistory)) {
    const bool is_plan = row.event == "VisitPlanned";
    if (!is_plan && row.event != "VisitRecorded") continue;
    const Json data = Json::parse(row.data, nullptr, false);
    if (!data.is_object()) continue;
    if (is_plan) {
      const std::string planned = data.value("team", "");
      const Organisation* known = directory.organisation(planned);
      team = known == nullptr ? planned : known->name;
    } else {
      into.push_back({{"team", team}, {"visited_on", data.value("visited_on", "")}, {"case", id}});
    }
  }
}

void add_surroundings(Json& all, Reader& reader, const Directory& directory,
                      const SubjectRow& of_case) {
  Json& visits = all["visits"] = Json::array();
  Json& others = all["other_cases"] = Json::array();
  add_visits(visits, reader, directory, of_case.id);
  SubjectFilter same;
  same.kind = SubjectKind::kCase;
  same.enterprise = of_case.enterprise;
  same.limit = kMostReferrals;
  for (const SubjectRow& row : reader.subjects(same)) {
    if (row.id == of_case.id) continue;
    add_visits(visits, reader, directory, row.id);
    others.push_back({{"id", row.id},
                      {"county", row.county},
                      {"state", row.configuration.state},
                      {"opened_on", day_of(row.opened_ms)}});
  }
}

}  // namespace

Json case_alone(Reader& reader, const Directory& directory, const SubjectRow& of_case,
                Instant now) {
  Json all = {{"case", case_json(reader, of_case)},
              {"referrals", Json::array()},
              {"deadlines", Json::array()}};
  if (const auto enterprise = reader.enterprise(of_case.enterprise))
    all["enterprise"] = enterprise_json(*enterprise);
  const auto add_deadlines = [&](const SubjectId& subject) {
    for (const DeadlineRow& row : reader.deadlines_of(subject))
      all["deadlines"].push_back(deadline_json(row, now));
  };
  add_deadlines(of_case.id);
  SubjectFilter referrals;
  referrals.kind = SubjectKind::kReferral;
  referrals.case_id = of_case.id;
  referrals.limit = kMostReferrals;
  for (const SubjectRow& row : reader.subjects(referrals)) {
    all["referrals"].push_back(referral_json(reader, directory, row));
    add_deadlines(row.id);
  }
  return all;
}

Json case_snapshot(Reader& reader, const Directory& directory, const RuleBook& rules,
                   const SubjectRow& of_case, Instant now) {
  Json all = case_alone(reader, directory, of_case, now);
  all["calendar"] = Json::parse(rules.calendar().to_json(), nullptr, false);
  add_surroundings(all, reader, directory, of_case);
  return all;
}

}  // namespace qianqiao
