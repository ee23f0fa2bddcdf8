// The rows of the route table, in the order in which descriptions show them.
#pragma once

#include <vector>

#include "server/api/route_table.h"

namespace qianqiao {

std::vector<Route> route_rows();

}  // namespace qianqiao
