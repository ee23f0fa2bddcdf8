#include "server/api/workflow_area.h"

#include "server/api/gate.h"
#include "server/api/paging.h"

namespace qianqiao {

Result<std::string> workflow_area(const Service& service, const Request& request) {
  const std::string& area = request.path_value("area");
  const auto directory = service.engine.directory();
  const Organisation* found = directory->organisation(area);
  const bool has_workflow = found != nullptr && (found->kind == OrganisationKind::kCounty ||
                                                 found->kind == OrganisationKind::kCity);
  // A county that is not the asker's is answered like one that does not exist.
  if (!has_workflow || !may_act_in(request, area))
    return fail("workflow.not_found", {{"area", area}});
  return area;
}

Result<WorkflowDraftRow> workflow_draft(const Service& service, const Request& request,
                                        Reader& reader) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto id = whole_number(request.path_value("id"));
  auto row = id ? reader.workflows().draft(*id) : std::nullopt;
  if (!row || row->area != *area)
    return fail("workflow.draft_unknown", {{"draft", request.path_value("id")}});
  return *std::move(row);
}

}  // namespace qianqiao
