#include "server/engine/definition_change.h"

namespace qianqiao {
namespace {

Result<void> check_area(const Directory& directory, const Definition& definition) {
  const Organisation* area = directory.organisation(definition.area());
  const auto kind = definition.has_overlay() ? OrganisationKind::kCounty : OrganisationKind::kCity;
  if (area == nullptr || area->kind != kind)
    return fail("workflow.area_unknown", {{"area", definition.area()}});
  return {};
}

// A report that nobody can give would hold up every case of the stage.
Result<void> check_departments(const Directory& directory, const Definition& definition) {
  for (const StepRule& step : definition.steps()) {
    if (step.department.empty()) continue;
    const Organisation* department = directory.organisation(step.department);
    if (department == nullptr || department->kind != OrganisationKind::kDepartment ||
        !directory.is_within(step.department, definition.area()))
      return fail(
          "workflow.department_unknown",
          {{"step", step.id}, {"department", step.department}, {"area", definition.area()}});
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<RuleBook>> with_definition(const RuleBook& rules, const Directory& directory,
                                                  const Definition& definition) {
  if (auto known = check_area(directory, definition); !known) return fail(known.error());
  if (auto known = check_departments(directory, definition); !known) return fail(known.error());
  auto changed = std::make_shared<RuleBook>(rules);
  if (auto adopted = changed->adopt_definition(definition); !adopted) return fail(adopted.error());
  return changed;
}

}  // namespace qianqiao
