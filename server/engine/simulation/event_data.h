// What actors write into events: realistic data for every event that people and banks post, one
// builder an event, grouped by stage. A builder offers variants (each outcome of a visit, each
// level of a return …), the usual ones with more weight. None: nothing fits this scene.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/directory.h"
#include "server/ports/store.h"
#include "workflows/base/random.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

// Where and when somebody acts.
struct Scene {
  const SubjectRow& subject;
  const SubjectRow* parent;  // the case of a referral or slip; null for a case
  Date today;
  Random& random;
  Reader& reader;
  const Directory& directory;
  const Definition& definition;  // what the subject goes by
};

struct Variant {
  int weight;
  nlohmann::json data;
};
using Variants = std::vector<Variant>;
using DataBuilder = Variants (*)(Scene& scene);
using DataBuilders = std::map<std::string_view, DataBuilder>;

// Variants for this event; of one that nobody posts by hand: none.
Variants data_variants(SubjectKind kind, std::string_view event, Scene& scene);
bool has_data_builder(SubjectKind kind, std::string_view event);

// By stage, each in its own file.
const DataBuilders& enrolment_data();  // how a case begins, and where it belongs
const DataBuilders& visit_data();
const DataBuilders& review_data();
const DataBuilders& step_data();     // the county's own steps
const DataBuilders& outcome_data();  // after the banks decided
const DataBuilders& referral_data();
const DataBuilders& slip_data();
const DataBuilders& deadline_data();  // of any subject

// What several builders need.
std::vector<OrganisationId> banks_of(const Scene& scene);
nlohmann::json need(Random& random);
std::string date_before(const Scene& scene, int most_days);  // today or up to so many days before

}  // namespace qianqiao
