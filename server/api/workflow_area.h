// The county or city, and the draft, that a request of customising is about.
#pragma once

#include <string>

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "server/ports/workflow_records.h"

namespace qianqiao {

// Of the path. Errors: workflow.not_found, also where no role of the route holds there. Who may
// act in the city may in its counties.
Result<std::string> workflow_area(const Service& service, const Request& request);

// The draft of the path, of that area. Errors: those; workflow.draft_unknown.
Result<WorkflowDraftRow> workflow_draft(const Service& service, const Request& request,
                                        Reader& reader);

// Who is named as having done it: the operator by itself acts as the system.
inline PersonId who_asks(const Request& request) {
  return request.actor.empty() ? PersonId(kSystemPerson) : request.actor;
}

}  // namespace qianqiao
