// How a case begins, and where it belongs.
#include <nlohmann/json.hpp>

#include "server/engine/simulation/demo_enterprises.h"
#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"

namespace qianqiao {
namespace {

using nlohmann::json;

Variants nominated(Scene& scene) {
  const auto banks = banks_of(scene);
  if (banks.empty()) return {};
  json data = {{"bank", scene.random.pick(banks)},
               {"basic_conditions_met", true},
               {"consent", true},
               {"need", need(scene.random)}};
  json elsewhere = data;
  elsewhere["elsewhere"] = true;
  return {{9, std::move(data)}, {1, std::move(elsewhere)}};
}

Variants walked_in(Scene& scene) {
  json window = {{"receipt_number", "YS" + scene.random.token(10)},
                 {"channel", "window"},
                 {"basic_conditions_met", true},
                 {"consent", true},
                 {"typed_by_staff", scene.random.chance(60)},
                 {"need", need(scene.random)}};
  json elsewhere = window;
  elsewhere["elsewhere"] = true;
  return {{9, std::move(window)}, {1, std::move(elsewhere)}};
}

// The county's round that is open today.
std::optional<RoundRow> open_round(const Scene& scene) {
  std::optional<RoundRow> found;
  for (const RoundRow& round : scene.reader.rounds())
    if (round.county == scene.subject.county && round.opens <= scene.today &&
        scene.today <= round.ends && (!found || found->opens < round.opens))
      found = round;
  return found;
}

json round_json(const RoundRow& round) {
  return {{"id", round.id}, {"ends", format_date(round.ends)}};
}

Variants round_joined(Scene& scene) {
  const auto round = open_round(scene);
  if (!round) return {};
  return {{1, {{"round", round_json(*round)}}}};
}

Variants screened_in(Scene&) { return {{1, {{"conditions_met", true}}}}; }

Variants excluded(Scene& scene) {
  static const std::vector<std::string> reasons = {"abnormal_operation", "deregistered",
                                                   "no_fixed_premises", "not_in_county"};
  return {{1, {{"reason", scene.random.pick(reasons)}}}};
}

Variants reinstated(Scene& scene) {
  json data = {{"reason", "经复核，企业已恢复正常经营。"}};
  if (const auto round = open_round(scene)) data["round"] = round_json(*round);
  return {{1, std::move(data)}};
}

Variants duplicate_found(Scene& scene) {
  SubjectFilter filter;
  filter.kind = SubjectKind::kCase;
  filter.county = scene.subject.county;
  filter.limit = 10;
  for (const SubjectRow& other : scene.reader.subjects(filter))
    if (other.id != scene.subject.id)
      return {{1, {{"duplicate_of", other.id}, {"remark", "同一企业重复列入。"}}}};
  return {};
}

std::vector<const Organisation*> other_counties(const Scene& scene) {
  std::vector<const Organisation*> counties;
  for (const Organisation& organisation : scene.directory.organisations())
    if (organisation.kind == OrganisationKind::kCounty && organisation.id != scene.subject.county)
      counties.push_back(&organisation);
  return counties;
}

std::vector<const Organisation*> townships_of(const Scene& scene, const OrganisationId& county) {
  std::vector<const Organisation*> towns;
  for (const Organisation& organisation : scene.directory.organisations())
    if (organisation.kind == OrganisationKind::kTownship && organisation.parent == county)
      towns.push_back(&organisation);
  return towns;
}

Variants transferred(Scene& scene) {
  const auto counties = other_counties(scene);
  if (counties.empty()) return {};
  return {
      {1,
       {{"to_county", scene.random.pick(counties)->id}, {"reason", "企业实际经营地在外县区。"}}}};
}

// What the city office says of an enterprise that this county received: it stays, or it goes.
Variants jurisdiction_decided(Scene& scene) {
  Variants variants = {
      {2, {{"county", scene.subject.county}, {"reason", "经核实，企业实际在本县区经营。"}}}};
  for (const Organisation* county : other_counties(scene))
    variants.push_back({1, {{"county", county->id}, {"reason", "经核实，由该县区办理。"}}});
  return variants;
}

Variants jurisdiction_changed(Scene& scene) {
  if (scene.subject.configuration.state == "Received") return jurisdiction_decided(scene);
  Variants variants;
  const auto here = townships_of(scene, scene.subject.county);
  if (!here.empty())
    variants.push_back(
        {3, {{"township", scene.random.pick(here)->id}, {"reason", "企业迁址至邻近乡镇。"}}});
  const auto counties = other_counties(scene);
  if (counties.empty()) return variants;
  const Organisation* county = scene.random.pick(counties);
  const auto there = townships_of(scene, county->id);
  if (there.empty()) return variants;
  variants.push_back({1,
                      {{"county", county->id},
                       {"township", scene.random.pick(there)->id},
                       {"reason", "企业迁入该县。"}}});
  return variants;
}

// Those without a code get theirs; who has one keeps it.
Variants identity_linked(Scene& scene) {
  const auto enterprise = scene.reader.enterprise(scene.subject.enterprise);
  if (!enterprise || !enterprise->uscc.empty()) return {};
  const auto kind = enterprise_kind(enterprise->kind).value_or(EnterpriseKind::kIndividual);
  return {{1, {{"uscc", make_uscc(scene.random, kind, enterprise->county)}}}};
}

Variants withdrawn(Scene& scene) {
  static const std::vector<std::string> reasons = {"no_longer_needed", "financed_elsewhere",
                                                   "terms_unacceptable", "will_not_say"};
  return {{1, {{"reason", scene.random.pick(reasons)}}}};
}

}  // namespace

const DataBuilders& enrolment_data() {
  static const DataBuilders builders = {{"RoundJoined", round_joined},
                                        {"Nominated", nominated},
                                        {"WalkedIn", walked_in},
                                        {"ScreenedIn", screened_in},
                                        {"ExcludedFromRoster", excluded},
                                        {"Reinstated", reinstated},
                                        {"DuplicateFound", duplicate_found},
                                        {"Transferred", transferred},
                                        {"JurisdictionChanged", jurisdiction_changed},
                                        {"IdentityLinked", identity_linked},
                                        {"Withdrawn", withdrawn}};
  return builders;
}

}  // namespace qianqiao
