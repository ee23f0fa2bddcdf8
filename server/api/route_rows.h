// The rows of the route table, in the order in which descriptions show them.
#pragma once

#include <vector>

#include "server/api/route_table.h"

namespace qianqiao {

std::vector<Route> route_rows();

// A part of them, in a file of its own: workflow_route_rows.cpp.
void add_workflow_routes(std::vector<Route>& table);

}  // namespace qianqiao
