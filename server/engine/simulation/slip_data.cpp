// Slips, (七).
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"

namespace qianqiao {
namespace {

using nlohmann::json;

Variants raised(Scene& scene) {
  Variants variants;
  for (const char* kind : {"element", "permit", "mortgage_registration", "fixed_asset_preliminary"})
    variants.push_back({1,
                        {{"kind", kind},
                         {"description", difficulty(scene.random)},
                         {"green_channel", scene.random.chance(50)}}});
  return variants;
}

std::vector<const Organisation*> departments(const Scene& scene) {
  std::vector<const Organisation*> found;
  for (const Organisation& organisation : scene.directory.organisations())
    if (organisation.kind == OrganisationKind::kDepartment &&
        organisation.area == scene.subject.county)
      found.push_back(&organisation);
  return found;
}

json part(Scene& scene, const std::string& id, const OrganisationId& department) {
  return {{"id", id}, {"department", department}, {"request", difficulty(scene.random)}};
}

// Of the departments that have it already.
std::vector<std::string> part_ids(const Scene& scene) {
  const json context = json::parse(scene.subject.configuration.context, nullptr, false);
  std::vector<std::string> ids;
  if (context.is_object())
    for (const json& part : context.value("parts", json::array()))
      ids.push_back(part.value("id", ""));
  return ids;
}

// One department, or two at once (并联审批).
Variants dispatched(Scene& scene) {
  const auto all = departments(scene);
  if (all.empty()) return {};
  const OrganisationId first = scene.random.pick(all)->id, second = scene.random.pick(all)->id;
  const std::size_t number = part_ids(scene).size() + 1;
  json one = {{"parts", json::array({part(scene, std::to_string(number), first)})}};
  if (first == second) return {{1, std::move(one)}};
  json two = one;
  two["parts"].push_back(part(scene, std::to_string(number + 1), second));
  return {{3, std::move(one)}, {1, std::move(two)}};
}

Variants because(Scene& scene) { return {{1, {{"reason", difficulty(scene.random)}}}}; }

Variants handling_started(Scene& scene) {
  Variants variants;
  for (const std::string& id : part_ids(scene)) variants.push_back({1, {{"part", id}}});
  return variants;
}

Variants part_answered(Scene& scene) {
  Variants variants;
  for (const std::string& id : part_ids(scene))
    for (const char* outcome : {"done", "not_possible"})
      variants.push_back({outcome[0] == 'd' ? 4 : 1,
                          {{"part", id}, {"outcome", outcome}, {"answer", answer(scene.random)}}});
  return variants;
}

constexpr char kOwedItem[] = "环评批复";

Variants incomplete_accepted(Scene& scene) {
  Variants variants;
  for (const std::string& id : part_ids(scene))
    variants.push_back(
        {1,
         {{"part", id},
          {"commitment_signed", true},
          {"owed",
           json::array({{{"item", kOwedItem},
                         {"due_on", format_date(scene.today + std::chrono::days(20))}}})}}});
  return variants;
}

Variants owed_delivered(Scene&) { return {{1, {{"item", kOwedItem}}}}; }

Variants resolved(Scene& scene) { return {{1, {{"resolution", answer(scene.random)}}}}; }

Variants nothing_to_add(Scene&) { return {{1, json::object()}}; }

Variants answered_from_above(Scene& scene) {
  const std::string words = answer(scene.random);
  return {{2, {{"resolved", true}, {"answer", words}}},
          {1, {{"resolved", false}, {"answer", words}}}};
}

}  // namespace

const DataBuilders& slip_data() {
  static const DataBuilders builders = {{"Raised", raised},
                                        {"Dispatched", dispatched},
                                        {"Misrouted", because},
                                        {"HandlingStarted", handling_started},
                                        {"PartAnswered", part_answered},
                                        {"IncompleteAccepted", incomplete_accepted},
                                        {"OwedItemDelivered", owed_delivered},
                                        {"Resolved", resolved},
                                        {"Reopened", because},
                                        {"Confirmed", nothing_to_add},
                                        {"EscalationProposed", because},
                                        {"EscalationConsented", nothing_to_add},
                                        {"EscalationRefused", because},
                                        {"EscalatedFurther", because},
                                        {"AnsweredFromAbove", answered_from_above},
                                        {"Cancelled", because}};
  return builders;
}

}  // namespace qianqiao
