#include "server/engine/simulation/event_data.h"

#include <nlohmann/json.hpp>

#include "server/engine/simulation/vocabulary.h"
#include "workflows/base/money.h"

namespace qianqiao {
namespace {

DataBuilder find(const DataBuilders& builders, std::string_view event) {
  const auto found = builders.find(event);
  return found == builders.end() ? nullptr : found->second;
}

DataBuilder builder_of(SubjectKind kind, std::string_view event) {
  if (const DataBuilder builder = find(deadline_data(), event)) return builder;
  if (kind == SubjectKind::kReferral) return find(referral_data(), event);
  if (kind == SubjectKind::kSlip) return find(slip_data(), event);
  for (const DataBuilders* stage :
       {&enrolment_data(), &visit_data(), &review_data(), &step_data(), &outcome_data()})
    if (const DataBuilder builder = find(*stage, event)) return builder;
  return nullptr;
}

}  // namespace

Variants data_variants(SubjectKind kind, std::string_view event, Scene& scene) {
  const DataBuilder builder = builder_of(kind, event);
  return builder == nullptr ? Variants{} : builder(scene);
}

bool has_data_builder(SubjectKind kind, std::string_view event) {
  return builder_of(kind, event) != nullptr;
}

std::vector<OrganisationId> banks_of(const Scene& scene) {
  std::vector<OrganisationId> banks;
  for (const Organisation& organisation : scene.directory.organisations())
    if (organisation.kind == OrganisationKind::kBank) banks.push_back(organisation.id);
  return banks;
}

nlohmann::json need(Random& random) {
  return {{"amount_fen", random.between(5, 500) * kFenPerWan},
          {"purpose", random.pick(trades()).purpose},
          {"term_months", random.between(1, 3) * 12}};
}

std::string date_before(const Scene& scene, int most_days) {
  return format_date(scene.today - std::chrono::days(scene.random.between(0, most_days)));
}

}  // namespace qianqiao
