// The county or city whose workflow a request is about.
#pragma once

#include <string>

#include "server/api/exchange.h"
#include "server/api/service.h"

namespace qianqiao {

// Of the path. Errors: workflow.not_found, also where no role of the route holds there. Who may
// act in the city may in its counties.
Result<std::string> workflow_area(const Service& service, const Request& request);

// Who is named as having done it: the operator by itself acts as the system.
inline PersonId who_asks(const Request& request) {
  return request.actor.empty() ? PersonId(kSystemPerson) : request.actor;
}

}  // namespace qianqiao
